;; Ten thousand branches, and a thousand locals that live across all of them.
;; peak: 1000 MB
;; run: attack(0) => result
;; generate: many-branches 10000 1000
