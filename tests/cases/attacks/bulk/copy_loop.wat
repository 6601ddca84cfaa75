;; Copies overlapping ranges over and over.
;; peak: 100 MB
;; run: attack() fuel=10000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (memory 64) (func (export "attack") (loop (memory.copy (i32.const 1) (i32.const 0) (i32.const 4194303)) (memory.copy (i32.const 0) (i32.const 1) (i32.const 4194303)) (br 0))))
