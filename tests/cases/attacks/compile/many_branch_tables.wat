;; Many br_tables of many labels each, in one function.
;; peak: 300 MB
;; run: compile => malformed: too many bytes in a function
;; generate: branch-tables 500 15000
