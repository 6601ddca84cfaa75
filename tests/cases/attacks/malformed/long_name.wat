;; A name of four gigabytes.
;; peak: 100 MB
;; run: compile => malformed:
;; generate: long-name
