;; A br_table of a hundred thousand labels.
;; peak: 300 MB
;; run: compile => malformed: too many branch table labels
;; generate: text-branch-table 100000
