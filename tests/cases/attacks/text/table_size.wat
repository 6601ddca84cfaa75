;; A table of a million digits.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-table-size 1000000
