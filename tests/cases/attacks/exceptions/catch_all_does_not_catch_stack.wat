;; Recursion within handlers at every level.
;; peak: 100 MB
;; run: attack() stack=65536 => trap CallStackExhausted
;; run: attack() stack=1000000 => trap CallStackExhausted
(module (func $f (export "attack") (block $h (try_table (catch_all $h) (call $f))) (call $f)))
