;; Recursion while fuel is counted: the stack ends first.
;; peak: 100 MB
;; run: attack() stack=65536 fuel=1000000000 => trap CallStackExhausted
(module (func $f (export "attack") (call $f) (call $f)))
