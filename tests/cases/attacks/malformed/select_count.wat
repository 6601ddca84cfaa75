;; A select that claims four thousand million types.
;; peak: 100 MB
;; run: compile => malformed: unexpected end
;; generate: select-count
