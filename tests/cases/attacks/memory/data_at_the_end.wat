;; Segments at the last address, at -1 and beyond.
;; peak: 100 MB
;; run: instantiate => trap OutOfBoundsMemoryAccess
(module (memory 1) (data (i32.const 65535) "a") (data (i32.const -1) "abc"))
