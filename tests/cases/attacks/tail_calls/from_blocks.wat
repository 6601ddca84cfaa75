;; Hands over from within blocks, loops and ifs.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func $f (export "attack") (block (loop (if (i32.const 1) (then (block (return_call $f))))))))
