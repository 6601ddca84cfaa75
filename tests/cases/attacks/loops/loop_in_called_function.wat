;; The loop is in a leaf that is called once.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func $leaf (loop (br 0))) (func (export "attack") (call $leaf)))
