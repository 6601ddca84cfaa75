;; Ten million parentheses that open.
;; peak: 300 MB
;; run: compile => malformed: too many parentheses
;; generate: text-parentheses 10000000
