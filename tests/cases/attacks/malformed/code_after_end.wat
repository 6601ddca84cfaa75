;; Code that goes on after its end.
;; peak: 100 MB
;; run: compile => malformed:
;; generate: after-end 100000
