;; A hundred segments that fill the same table again and again.
;; peak: 400 MB
;; run: instantiate => instantiated
;; run: instantiate fuel=1000000 => limit Fuel
;; run: instantiate deadline=0 => limit Deadline
;; generate: elements 100 100000
