;; The start function hands over for ever.
;; peak: 100 MB
;; run: instantiate fuel=1000000 => limit Fuel
;; run: instantiate deadline=20 => limit Deadline
(module (func $f (return_call $f)) (start $f))
