;; Claims four thousand million element segments in a section of seven bytes.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: count 9 -1
