;; Four thousand million locals in one run.
;; peak: 100 MB
;; run: compile => malformed: too many locals
;; generate: local-run
