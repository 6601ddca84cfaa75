;; br_tables of full size.
;; peak: 3000 MB
;; run: compile full-size => compiled
;; generate: branch-tables 20 65000
