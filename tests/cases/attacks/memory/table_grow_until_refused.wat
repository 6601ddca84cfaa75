;; Grows a table in large steps.
;; peak: 100 MB
;; run: attack() table=1000000 => result 1000000
;; run: attack() all-tables=500000 => result 500000
(module (table $t 0 externref) (func (export "attack") (result i32)
  (loop (br_if 0 (i32.ne (table.grow $t (ref.null extern) (i32.const 10000)) (i32.const -1))))
  (table.size $t)))
