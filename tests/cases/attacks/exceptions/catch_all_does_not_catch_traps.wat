;; A handler for everything, around a trap.
;; peak: 100 MB
;; run: attack() => trap Unreachable
(module (func (export "attack") (loop (block $h (try_table (catch_all $h) (unreachable))) (br 0))))
