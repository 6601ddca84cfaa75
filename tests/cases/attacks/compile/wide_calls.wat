;; A thousand arguments and results for each two bytes of code.
;; peak: 300 MB
;; run: compile => malformed: too many parameters
;; run: compile full-size => invalid: too many values passed by calls and branches
;; generate: wide-calls 100000 1000
