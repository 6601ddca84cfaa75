;; Loads and stores in a circle.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (memory 1) (func (export "attack") (local $p i32)
  (loop
    (i32.store (local.get $p) (i32.load (local.get $p)))
    (local.set $p (i32.and (i32.add (local.get $p) (i32.const 4)) (i32.const 0xfffc)))
    (br 0))))
