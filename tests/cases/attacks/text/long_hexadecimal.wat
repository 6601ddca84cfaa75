;; A hexadecimal number with a million zeros in front.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-hexadecimal 1000000
