;; A br_table that passes two hundred values to each of its labels.
;; peak: 300 MB
;; run: compile => invalid: too many values passed by calls and branches
;; generate: wide-branch-table 20000 200
