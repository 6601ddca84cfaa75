;; As many operands as a stranger may have.
;; peak: 300 MB
;; run: attack() => result 4900
;; generate: operand-tower 4900
