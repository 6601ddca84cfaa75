;; The same, spread over many functions.
;; peak: 300 MB
;; run: compile => invalid: too many values passed by calls and branches in all functions together
;; generate: wide-call-functions 1000 50 250
