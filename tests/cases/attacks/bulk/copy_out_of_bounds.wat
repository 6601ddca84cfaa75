;; Copies from beyond the end, with a sum that overflows 32 bits.
;; peak: 100 MB
;; run: attack() => trap OutOfBoundsMemoryAccess
(module (memory 1) (func (export "attack") (memory.copy (i32.const 0) (i32.const -1) (i32.const 2))))
