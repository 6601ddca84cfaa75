;; A function that grows faster than any loop.
;; peak: 100 MB
;; run: attack() stack=65536 => trap CallStackExhausted
;; run: attack() fuel=1000000 => limit Fuel
(module (func $a (param $m i32) (param $n i32) (result i32)
    (if (result i32) (local.get $m)
      (then (call $a (i32.sub (local.get $m) (i32.const 1))
        (if (result i32) (local.get $n) (then (call $a (local.get $m) (i32.sub (local.get $n) (i32.const 1)))) (else (i32.const 1)))))
      (else (i32.add (local.get $n) (i32.const 1)))))
  (func (export "attack") (drop (call $a (i32.const 4) (i32.const 2)))))
