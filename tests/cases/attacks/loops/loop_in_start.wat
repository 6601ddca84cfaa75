;; The start function never ends, so nobody ever gets the instance.
;; peak: 100 MB
;; run: instantiate fuel=1000000 => limit Fuel
;; run: instantiate deadline=20 => limit Deadline
(module (func $f (loop (br 0))) (start $f))
