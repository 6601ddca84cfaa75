;; A million sections of nothing.
;; peak: 100 MB
;; run: compile => malformed:
;; generate: empty-sections 2000000
