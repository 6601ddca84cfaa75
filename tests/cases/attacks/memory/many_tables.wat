;; A hundred tables, each as large as one may be.
;; peak: 100 MB
;; run: instantiate => limit TableElements
;; generate: tables 100 1000000
