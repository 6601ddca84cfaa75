;; Two memories, to have the limit twice.
;; peak: 100 MB
;; run: compile => invalid: multiple memories
(module (memory 1000) (memory 1000))
