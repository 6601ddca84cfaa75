;; Keeps a reference to every exception it catches.
;; peak: 100 MB
;; run: attack() fuel=200000 => limit Fuel
;; run: attack() => limit ExceptionReferences
(module (tag $e) (table $t 0 exnref)
  (func (export "attack")
    (loop
      (drop (table.grow $t
        (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e)) (unreachable))
        (i32.const 1)))
      (br 0))))
