;; Thirty-two megabytes of data, in place.
;; peak: 300 MB
;; run: instantiate memory=134217728 => instantiated
;; run: instantiate memory=134217728 deadline=0 => limit Deadline
;; run: instantiate memory=134217728 fuel=1000000 => limit Fuel
;; generate: data 32 1000 1000000
