;; Hands over to itself through a table.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (type $t (func)) (table funcref (elem $f)) (func $f (export "attack") (return_call_indirect (type $t) (i32.const 0))))
