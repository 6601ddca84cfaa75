;; Loops inside each other.
;; peak: 300 MB
;; run: attack() fuel=100000 => result 0
;; generate: nested-loops 2000
