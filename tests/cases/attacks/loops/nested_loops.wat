;; Eight loops inside each other, each of 2^32 rounds.
;; peak: 100 MB
;; run: attack() fuel=1000000 => limit Fuel
;; run: attack() deadline=20 => limit Deadline
;; run: attack() cancel=20 => cancelled
(module (func (export "attack") (local $a i32) (local $b i32) (local $c i32) (local $d i32)
  (loop $l1
    (loop $l2
      (loop $l3
        (loop $l4
          (br_if $l4 (local.tee $d (i32.add (local.get $d) (i32.const 1)))))
        (br_if $l3 (local.tee $c (i32.add (local.get $c) (i32.const 1)))))
      (br_if $l2 (local.tee $b (i32.add (local.get $b) (i32.const 1)))))
    (br_if $l1 (local.tee $a (i32.add (local.get $a) (i32.const 1)))))))
