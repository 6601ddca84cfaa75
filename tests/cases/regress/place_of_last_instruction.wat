;; A call right before the return became a jump, and the function was missing from the trace.
;; profile: CanonicalNan
(module
  (table 9 funcref)
  (elem funcref (ref.null func))
  (func $start (table.init 0 (i32.const 3) (i32.const 1) (i32.const 3)))
  (start $start))
