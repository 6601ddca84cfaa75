;; A loop of table instructions.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (table $t 10 funcref) (func $f) (elem declare func $f)
  (func (export "attack") (loop (table.set $t (i32.const 3) (ref.func $f)) (br_if 0 (table.size $t)))))
