;; Catches with a reference and drops it.
;; peak: 100 MB
;; run: attack() fuel=200000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
(module (tag $e) (func (export "attack") (loop (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e)) (unreachable)) (drop) (br 0))))
