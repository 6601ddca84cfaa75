;; Bulk operations of length zero for ever.
;; peak: 100 MB
;; run: attack() fuel=10000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (memory 1) (func (export "attack") (loop (memory.copy (i32.const 0) (i32.const 0) (i32.const 0)) (br 0))))
