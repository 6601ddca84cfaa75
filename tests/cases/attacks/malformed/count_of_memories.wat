;; Claims four thousand million memories in a section of seven bytes.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: count 5 -1
