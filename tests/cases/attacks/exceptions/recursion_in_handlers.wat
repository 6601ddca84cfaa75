;; Each handler calls the function that threw.
;; peak: 100 MB
;; run: attack() stack=65536 => trap CallStackExhausted
(module (tag $e)
  (func $f (export "attack") (block $h (try_table (catch $e $h) (throw $e))) (call $f) (call $f)))
