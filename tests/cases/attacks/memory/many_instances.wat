;; Makes instances of itself through the host, for ever.
;; peak: 100 MB
;; run: attack() instances=50 => limit Instances
(module (import "host" "another" (func $another)) (import "self" "attack" (func)) (memory 1)
  (func (export "attack") (loop (call $another) (br 0))))
