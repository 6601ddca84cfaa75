;; Ten thousand parentheses that open and close.
;; peak: 300 MB
;; run: compile => malformed:
;; generate: text-closed-parentheses 9000
