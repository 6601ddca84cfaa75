;; A word of ten million letters.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-word 10000000
