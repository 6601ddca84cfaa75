;; Claims four thousand million globals in a section of seven bytes.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: count 6 -1
