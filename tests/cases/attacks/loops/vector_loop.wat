;; A loop of vector instructions.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (local $v v128)
  (loop
    (local.set $v (i32x4.add (local.get $v) (v128.const i32x4 1 2 3 4)))
    (br_if 0 (i32.eqz (v128.any_true (v128.and (local.get $v) (v128.const i32x4 0 0 0 0))))))))
