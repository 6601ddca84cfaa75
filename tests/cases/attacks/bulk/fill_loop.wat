;; Fills a memory over and over: few instructions, much work.
;; peak: 100 MB
;; run: attack() fuel=10000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (memory 64) (func (export "attack") (loop (memory.fill (i32.const 0) (i32.const 7) (i32.const 4194304)) (br 0))))
