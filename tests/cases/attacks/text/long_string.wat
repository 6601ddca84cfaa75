;; A string of a million escapes.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-string 1000000
