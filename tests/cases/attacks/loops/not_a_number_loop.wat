;; Waits until a NaN equals itself.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (loop (br_if 0 (f32.ne (f32.const nan) (f32.const nan))))))
