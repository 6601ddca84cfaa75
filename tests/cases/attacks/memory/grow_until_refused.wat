;; Grows until it is refused and tells how far it came.
;; peak: 100 MB
;; run: attack() memory=1048576 => result 16
;; run: attack() memory=67108864 => result 1024
;; run: attack() memory=67108864 all-memory=655360 => result 10
(module (memory 0) (func (export "attack") (result i32)
  (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
  (memory.size)))
