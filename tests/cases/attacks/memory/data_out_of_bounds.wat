;; A segment that ends beyond the memory.
;; peak: 100 MB
;; run: instantiate => trap OutOfBoundsMemoryAccess
;; generate: data 1 0 1
