;; Claims four thousand million bodies in a section of seven bytes.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: count 10 -1
