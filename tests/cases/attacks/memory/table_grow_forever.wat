;; Grows a table until it is refused, then goes on trying.
;; peak: 100 MB
;; run: attack() table=100000 fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
(module (table $t 0 funcref) (func (export "attack") (loop (drop (table.grow $t (ref.null func) (i32.const 1))) (br 0))))
