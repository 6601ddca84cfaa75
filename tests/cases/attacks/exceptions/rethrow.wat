;; Throws the same exception again and again.
;; peak: 100 MB
;; run: attack() fuel=20000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
(module (tag $e)
  (func (export "attack") (local $x exnref)
    (local.set $x (block $h (result exnref) (try_table (catch_all_ref $h) (throw $e)) (unreachable)))
    (loop
      (local.set $x (block $h (result exnref) (try_table (catch_all_ref $h) (throw_ref (local.get $x))) (unreachable)))
      (br 0))))
