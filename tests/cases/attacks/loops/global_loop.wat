;; Counts in a global.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (global $g (mut i64) (i64.const 0)) (func (export "attack")
  (loop (global.set $g (i64.add (global.get $g) (i64.const 1))) (br 0))))
