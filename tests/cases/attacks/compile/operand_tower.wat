;; More operands than the stack of one function may have.
;; peak: 300 MB
;; run: compile => invalid: too many operands
;; generate: operand-tower 10001
