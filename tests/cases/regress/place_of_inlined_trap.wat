;; Small functions are inlined into their callers; the trap in them still names the instruction.
;; profile: Everything
;; call: m0.first i32:64
;; call: m0.second f64:7ff8000000000000
;; call: m0.second f64:41e0000000000000
;; call: m0.third
(module
  (memory 1)
  (table 3 funcref)
  (func $get (param i32) (result funcref) (table.get (local.get 0)))
  (func $convert (param f64) (result i32) (i32.trunc_f64_s (local.get 0)))
  (func $copy (memory.copy (i32.const 0) (i32.const 65000) (i32.const 600)))
  (func (export "first") (param i32) (result funcref) (nop) (call $get (local.get 0)))
  (func (export "second") (param f64) (result i32) (call $convert (local.get 0)))
  (func (export "third") (call $copy)))
