;; Asks the host for objects and keeps them.
;; peak: 100 MB
;; run: attack() references=500 => limit References
(module (import "host" "object" (func $object (result externref))) (table $t 1 externref)
  (func (export "attack") (loop (table.set $t (i32.const 0) (call $object)) (br 0))))
