;; Writes to every page it gets.
;; peak: 100 MB
;; run: attack() memory=33554432 => result 512
(module (memory 0) (func (export "attack") (result i32) (local $page i32)
  (loop
    (local.set $page (memory.grow (i32.const 1)))
    (if (i32.ne (local.get $page) (i32.const -1)) (then
      (memory.fill (i32.mul (local.get $page) (i32.const 65536)) (i32.const 1) (i32.const 65536))
      (br 1))))
  (memory.size)))
