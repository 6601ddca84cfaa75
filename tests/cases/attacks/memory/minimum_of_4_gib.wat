;; Starts with all of the address space.
;; peak: 100 MB
;; run: instantiate => limit Memory
;; run: instantiate memory=4294967295 all-memory=4294967295 => limit Memory
(module (memory 65536))
