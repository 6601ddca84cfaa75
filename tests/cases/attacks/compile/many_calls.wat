;; Twenty thousand calls in one function.
;; peak: 1000 MB
;; run: attack() => result 0
;; generate: many-calls 20000
