;; Starts with more than there are addresses.
;; peak: 100 MB
;; run: compile => invalid: memory size
(module (memory 65537))
