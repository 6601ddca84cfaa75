;; More locals than a function may have.
;; peak: 300 MB
;; run: compile => malformed: too many locals
;; generate: locals-in-functions 1 50001
