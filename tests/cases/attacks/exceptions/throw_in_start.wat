;; Throws and catches for ever in the start function.
;; peak: 100 MB
;; run: instantiate fuel=20000 => limit Fuel
;; run: instantiate deadline=20 => limit Deadline
(module (tag $e) (func $f (loop (block $h (try_table (catch_all $h) (throw $e))) (br 0))) (start $f))
