;; Ten thousand locals in each of ten thousand functions: 160 KB.
;; peak: 300 MB
;; run: compile => invalid: too many locals and operands
;; run: compile full-size => invalid: too many locals and operands
;; generate: locals-in-functions 10000 10000
