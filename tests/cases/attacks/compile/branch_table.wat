;; A br_table with more labels than it may have.
;; peak: 300 MB
;; run: compile => malformed: too many branch table labels
;; generate: branch-table 70000
