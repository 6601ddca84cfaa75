;; Recursion that loops at the bottom.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module
  (func $f (param i32)
    (if (local.get 0) (then (call $f (i32.sub (local.get 0) (i32.const 1)))) (else (loop (br 0)))))
  (func (export "attack") (call $f (i32.const 100))))
