;; A name section that names a million functions which are not there.
;; peak: 600 MB
;; run: instantiate => instantiated
;; generate: names 1000000 8
