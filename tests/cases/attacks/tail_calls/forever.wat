;; Calls itself in tail position for ever: no stack, no loop.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func $f (export "attack") (return_call $f)))
