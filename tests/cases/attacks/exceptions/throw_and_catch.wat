;; Throws and catches for ever.
;; peak: 100 MB
;; run: attack() fuel=20000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (tag $e) (func (export "attack") (loop (block $h (try_table (catch $e $h) (throw $e))) (br 0))))
