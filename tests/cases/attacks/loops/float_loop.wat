;; Waits for a sum that is never reached, since 2^53 + 1 is 2^53.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (local $x f64)
  (loop
    (local.set $x (f64.add (local.get $x) (f64.const 1)))
    (br_if 0 (f64.lt (local.get $x) (f64.const 1e300))))))
