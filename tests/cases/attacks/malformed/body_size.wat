;; A body of four gigabytes.
;; peak: 100 MB
;; run: compile => malformed:
;; generate: body-size
