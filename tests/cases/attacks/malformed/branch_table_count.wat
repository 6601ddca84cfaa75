;; A br_table that claims four thousand million labels.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: branch-table-count
