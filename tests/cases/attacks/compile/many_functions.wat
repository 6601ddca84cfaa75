;; A million functions.
;; peak: 300 MB
;; run: compile => malformed: too many functions
;; generate: functions 1000000
