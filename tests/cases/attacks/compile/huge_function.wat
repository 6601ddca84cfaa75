;; One function of more than a megabyte.
;; peak: 300 MB
;; run: compile => malformed: too many bytes in a function
;; generate: huge-function 600000
