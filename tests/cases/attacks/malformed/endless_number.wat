;; A number of a megabyte.
;; peak: 100 MB
;; run: compile => malformed: integer representation too long
;; generate: endless-number 1000000
