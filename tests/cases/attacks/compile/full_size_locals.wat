;; Fifty thousand locals in a function, two hundred times.
;; peak: 3000 MB
;; run: compile full-size => invalid
;; generate: locals-in-functions 201 50000
