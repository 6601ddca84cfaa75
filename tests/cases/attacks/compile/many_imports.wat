;; A hundred thousand imports.
;; peak: 300 MB
;; run: compile => malformed: too many imports
;; generate: imports 100000
