;; Asks the host for something small for ever.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (import "host" "nothing" (func $nothing)) (func (export "attack") (loop (call $nothing) (br 0))))
