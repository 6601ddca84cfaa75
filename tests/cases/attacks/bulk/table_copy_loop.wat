;; Copies within a table over and over.
;; peak: 100 MB
;; run: attack() fuel=10000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (table $t 100000 funcref) (func (export "attack") (loop (table.copy $t $t (i32.const 1) (i32.const 0) (i32.const 99999)) (br 0))))
