;; Asks for 2^32 - 1 elements and for 2^31.
;; peak: 100 MB
;; run: attack() => result -1
(module (table $t 1 funcref) (func (export "attack") (result i32)
  (i32.and (table.grow $t (ref.null func) (i32.const -1)) (table.grow $t (ref.null func) (i32.const 0x80000000)))))
