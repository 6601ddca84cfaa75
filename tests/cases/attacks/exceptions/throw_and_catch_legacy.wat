;; Throws and catches for ever, in the older form.
;; peak: 100 MB
;; run: attack() fuel=20000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (tag $e) (func (export "attack") (loop (try (do (throw $e)) (catch $e)) (br 0))))
