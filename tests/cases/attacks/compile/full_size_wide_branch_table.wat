;; br_table of 2000 labels passing 900 each.
;; peak: 3000 MB
;; run: compile full-size => compiled
;; generate: wide-branch-table 2000 900
