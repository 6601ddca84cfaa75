;; More tables than a stranger may have.
;; peak: 100 MB
;; run: compile => malformed: too many tables
;; generate: tables 101 0
