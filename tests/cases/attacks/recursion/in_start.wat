;; The start function calls itself.
;; peak: 100 MB
;; run: instantiate stack=65536 => trap CallStackExhausted
(module (func $f (call $f) (call $f)) (start $f))
