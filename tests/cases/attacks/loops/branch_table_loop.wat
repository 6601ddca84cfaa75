;; Goes round through a br_table.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (local $i i32)
  (loop $a (loop $b (loop $c
    (br_table $a $b $c (i32.rem_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 3))))))))
