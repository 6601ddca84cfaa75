;; Keeps documents whose price lies between the parameters min_price and max_price.
;; A precompiled UDF: it asks the host through the functions of module "env". Each answers with a status,
;; 0 ok, 1 not found, 2 wrong type, 3 buffer too small, 4 bad pointer, and writes its value to the place given.
(module
  (import "env" "get_field_f64" (func $field_f64 (param i64 i32 i32 i32) (result i32)))
  (import "env" "get_param_f64" (func $param_f64 (param i32 i32 i32) (result i32)))

  (memory (export "memory") 1 1)
  (data (i32.const 0) "price")
  (data (i32.const 16) "min_price")
  (data (i32.const 32) "max_price")

  ;; A parameter's value, or the default where the search gives none.
  (func $bound (param $name i32) (param $length i32) (param $default f64) (result f64)
    (if (result f64)
      (i32.eqz (call $param_f64 (local.get $name) (local.get $length) (i32.const 64)))
      (then (f64.load (i32.const 64)))
      (else (local.get $default))))

  ;; The number names the document for the host; there is one document per call, so it is only passed on.
  (func (export "filter") (param $document i64) (result i32)
    (local $price f64)
    (if (call $field_f64 (local.get $document) (i32.const 0) (i32.const 5) (i32.const 72))
      (then (return (i32.const 0))))
    (local.set $price (f64.load (i32.const 72)))
    (i32.and
      (f64.ge (local.get $price) (call $bound (i32.const 16) (i32.const 9) (f64.const -inf)))
      (f64.le (local.get $price) (call $bound (i32.const 32) (i32.const 9) (f64.const inf))))))
