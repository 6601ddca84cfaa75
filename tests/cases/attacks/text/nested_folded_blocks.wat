;; Folded blocks inside each other.
;; peak: 300 MB
;; run: compile => malformed: too many parentheses
;; generate: text-folded-blocks 200000
