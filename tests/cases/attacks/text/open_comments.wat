;; A million comments that never end.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-open-comments 1000000
