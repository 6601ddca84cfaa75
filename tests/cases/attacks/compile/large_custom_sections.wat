;; Forty megabytes of custom sections.
;; peak: 300 MB
;; run: instantiate => instantiated
;; generate: custom-sections 40 1000000
