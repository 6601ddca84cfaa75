;; A try_table that claims four thousand million clauses.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: catch-count
