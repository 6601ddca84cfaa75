;; Optimised machine code took the flags of a rotation by a constant for those of a comparison with zero.
;; profile: CanonicalNan
;; call: m0.select i32:100
;; call: m0.select i32:0
;; call: m0.branch i64:80
;; call: m0.branch i64:0
;; call: m0.by i32:100 i32:0
;; call: m0.by i32:80000001 i32:1
;; call: m0.by i32:80000001 i32:ffffffff
(module
  (func (export "select") (param i32) (result f32)
    (select (f32.const 1) (loop (result f32) (f32.const 2)) (i32.rotr (local.get 0) (i32.const 65535))))
  (func (export "branch") (param i64) (result i32)
    (if (result i32) (i64.eqz (i64.rotl (local.get 0) (i64.const 5)))
      (then (loop (result i32) (i32.const 1)))
      (else (i32.const 2))))
  (func (export "by") (param i32 i32) (result i32 i32)
    (i32.rotl (local.get 0) (loop (result i32) (local.get 1)))
    (i32.rotr (local.get 0) (local.get 1))))
