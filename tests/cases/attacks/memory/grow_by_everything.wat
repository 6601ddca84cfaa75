;; Asks for all of the address space at once, and for more.
;; peak: 100 MB
;; run: attack() => result -1
(module (memory 1) (func (export "attack") (result i32)
  (i32.and (memory.grow (i32.const 65535)) (i32.and (memory.grow (i32.const -1)) (memory.grow (i32.const 0x7fffffff))))))
