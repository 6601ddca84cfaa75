;; A name section with ten names of a megabyte.
;; peak: 400 MB
;; run: instantiate => instantiated
;; generate: names 10 1000000
