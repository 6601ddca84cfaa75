;; Fills a table over and over.
;; peak: 100 MB
;; run: attack() fuel=10000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (table $t 100000 funcref) (func $f) (elem declare func $f) (func (export "attack") (loop (table.fill $t (i32.const 0) (ref.func $f) (i32.const 100000)) (br 0))))
