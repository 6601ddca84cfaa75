;; A hundred thousand blocks inside each other.
;; peak: 300 MB
;; run: compile => invalid: too many nested blocks
;; generate: nested-blocks 100000
