;; Calls itself through a table.
;; peak: 100 MB
;; run: attack() stack=65536 => trap CallStackExhausted
;; run: attack() => trap CallStackExhausted
(module (table funcref (elem $f)) (func $f (export "attack") (call_indirect (i32.const 0)) (call_indirect (i32.const 0))))
