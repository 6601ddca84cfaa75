;; A constant of a million additions.
;; peak: 300 MB
;; run: instantiate => instantiated
;; generate: constant-expression 1000000
