;; As many arguments and results as a stranger may have, in one function.
;; peak: 300 MB
;; run: compile => invalid: too many values passed by calls and branches, the limit is 200000
;; generate: wide-calls 100000 250
