;; Four hundred thousand calls in one function.
;; peak: 1000 MB
;; run: attack() stack=12000000 => result 0
;; generate: many-calls 400000
