;; A million comments inside each other.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-comments 1000000
