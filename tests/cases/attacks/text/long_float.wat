;; A float of a million digits.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-float 1000000
