;; Makes instances of itself, each with a memory.
;; peak: 100 MB
;; run: attack() all-memory=1048576 => limit Memory
(module (import "host" "another" (func $another)) (import "self" "attack" (func)) (memory 4)
  (func (export "attack") (loop (call $another) (br 0))))
