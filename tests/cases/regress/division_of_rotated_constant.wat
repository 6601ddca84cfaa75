;; A rotation of two constants gave the just-in-time compiler a number that it took for positive; dividing it by 1 faulted.
;; profile: Everything
;; call: m0.remainder i32:0
;; call: m0.remainder i32:2
;; call: m0.quotient i32:0
(module
  (func (export "remainder") (param i32) (result i32)
    (i32.rem_s (i32.rotr (i32.const 0x89abcdef) (i32.const 2)) (i32.or (local.get 0) (i32.const 1))))
  (func (export "quotient") (param i32) (result i32)
    (i32.div_s (i32.rotl (i32.const 0x89abcdef) (i32.const 2)) (i32.or (local.get 0) (i32.const 1)))))
