;; A million globals.
;; peak: 1000 MB
;; run: compile => malformed: too many globals
;; run: instantiate full-size => instantiated
;; generate: globals 1000000
