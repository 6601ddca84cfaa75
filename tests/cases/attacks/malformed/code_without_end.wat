;; Ten thousand blocks and no end.
;; peak: 100 MB
;; run: compile => malformed:
;; generate: no-end 9000
