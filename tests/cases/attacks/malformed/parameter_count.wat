;; A type of four thousand million parameters.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: parameter-count
