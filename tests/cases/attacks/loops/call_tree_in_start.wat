;; The same call tree, in the start function.
;; peak: 100 MB
;; run: instantiate fuel=1000000 => limit Fuel
;; run: instantiate deadline=20 => limit Deadline
(module
  (func $tree (param $n i32)
    (if (local.get $n) (then
      (call $tree (i32.sub (local.get $n) (i32.const 1)))
      (call $tree (i32.sub (local.get $n) (i32.const 1))))))
  (func $start (call $tree (i32.const 60)))
  (start $start))
