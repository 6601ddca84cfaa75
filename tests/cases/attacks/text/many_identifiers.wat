;; Twenty thousand names.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-identifiers 19000
