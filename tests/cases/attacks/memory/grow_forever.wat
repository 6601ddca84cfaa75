;; Grows page by page until it is refused, then goes on trying.
;; peak: 100 MB
;; run: attack() memory=1048576 fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
(module (memory 1) (func (export "attack") (loop (drop (memory.grow (i32.const 1))) (br 0))))
