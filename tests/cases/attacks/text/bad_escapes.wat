;; Characters beyond the last one of Unicode.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-bad-escapes 100000
