;; A hexadecimal float of a million digits.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-hexadecimal-float 1000000
