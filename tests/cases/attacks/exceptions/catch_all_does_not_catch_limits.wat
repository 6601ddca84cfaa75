;; A handler for everything, around a loop.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (loop (block $h (try_table (catch_all $h) (loop (br 0)))) (br 0))))
