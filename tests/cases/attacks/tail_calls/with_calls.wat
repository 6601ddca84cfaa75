;; Hands over and leaves a call behind each time, which must not be left on the stack.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func $nothing) (func $f (export "attack") (call $nothing) (return_call $f)))
