;; A string of ten million characters that never ends.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-open-string 10000000
