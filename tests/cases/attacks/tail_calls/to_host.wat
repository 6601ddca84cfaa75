;; Hands over to the host, in a loop.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (import "host" "nothing" (func $nothing)) (func $f (return_call $nothing)) (func (export "attack") (loop (call $f) (br 0))))
