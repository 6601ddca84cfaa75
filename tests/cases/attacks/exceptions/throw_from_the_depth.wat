;; Throws from a thousand calls down, over and over.
;; peak: 100 MB
;; run: attack() fuel=200000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
(module (tag $e (param i32))
  (func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1)))) (else (throw $e (i32.const 7)))))
  (func (export "attack") (loop (block $h (result i32) (try_table (catch $e $h) (call $deep (i32.const 1000))) (i32.const 0)) (drop) (br 0))))
