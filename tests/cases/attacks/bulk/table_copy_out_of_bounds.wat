;; Copies table elements from beyond the end.
;; peak: 100 MB
;; run: attack() => trap OutOfBoundsTableAccess
(module (table $t 10 funcref) (func (export "attack") (table.copy (i32.const 0) (i32.const -1) (i32.const 2))))
