;; Fifty thousand locals in a function, 190 times.
;; peak: 3000 MB
;; run: compile full-size => compiled
;; generate: locals-in-functions 190 50000
