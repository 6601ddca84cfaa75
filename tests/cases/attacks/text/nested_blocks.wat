;; Two hundred thousand blocks inside each other, without parentheses.
;; peak: 300 MB
;; run: compile => invalid: too many nested blocks
;; generate: text-blocks 200000
