;; As many operands as any function may have.
;; peak: 1000 MB
;; run: attack() full-size => result 9900
;; generate: operand-tower 9900
