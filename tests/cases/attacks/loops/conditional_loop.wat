;; A loop that ends after 2^64 rounds.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (local $i i64)
  (loop (br_if 0 (i64.ne (local.tee $i (i64.add (local.get $i) (i64.const 1))) (i64.const 0))))))
