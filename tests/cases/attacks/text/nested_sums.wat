;; A sum of nine thousand terms, folded.
;; peak: 300 MB
;; run: compile => invalid: too many operands
;; generate: text-folded-sum 9000
