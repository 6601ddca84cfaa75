;; A million types.
;; peak: 300 MB
;; run: compile => malformed: too many types
;; generate: types 1000000
