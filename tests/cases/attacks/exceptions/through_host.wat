;; An exception through the host, at every level.
;; peak: 100 MB
;; run: attack() => exception
(module (import "host" "again" (func $again)) (tag $e) (global $n (mut i32) (i32.const 0))
  (func (export "attack")
    (global.set $n (i32.add (global.get $n) (i32.const 1)))
    (if (i32.eq (global.get $n) (i32.const 100)) (then (throw $e)))
    (block $h (try_table (catch_all $h) (call $again)) (return))
    (throw $e)))
