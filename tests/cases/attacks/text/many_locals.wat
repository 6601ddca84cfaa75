;; A hundred thousand locals.
;; peak: 300 MB
;; run: compile => invalid: too many locals
;; generate: text-locals 100000
