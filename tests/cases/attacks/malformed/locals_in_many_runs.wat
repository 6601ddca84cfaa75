;; Many runs of four thousand million locals each.
;; peak: 100 MB
;; run: compile => malformed: too many locals
;; generate: local-runs 100
