;; Two functions call each other.
;; peak: 100 MB
;; run: attack() stack=65536 => trap CallStackExhausted
;; run: attack() => trap CallStackExhausted
(module (func $f (export "attack") (call $g) (call $g)) (func $g (call $f) (call $f)))
