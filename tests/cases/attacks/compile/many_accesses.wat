;; Fifty thousand checked loads in one function.
;; peak: 1000 MB
;; run: attack(0) => result 0
;; generate: many-accesses 50000
