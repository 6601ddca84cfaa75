;; Claims four thousand million data segments in a section of seven bytes.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: count 11 -1
