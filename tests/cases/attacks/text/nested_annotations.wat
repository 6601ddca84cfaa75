;; Annotations inside each other.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-annotations 100000
