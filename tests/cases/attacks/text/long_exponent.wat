;; A float with an exponent of a million digits.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-exponent 1000000
