;; Fills beyond the end: nothing is written, nothing is paid.
;; peak: 100 MB
;; run: attack() => trap OutOfBoundsMemoryAccess
(module (memory 1) (func (export "attack") (memory.fill (i32.const 65535) (i32.const 1) (i32.const -1))))
