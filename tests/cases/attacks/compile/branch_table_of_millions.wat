;; A br_table of three million labels.
;; peak: 300 MB
;; run: compile => malformed: too many bytes in a function
;; generate: branch-table 3000000
