;; Ten thousand custom sections.
;; peak: 300 MB
;; run: compile => malformed: too many custom sections
;; generate: custom-sections 10000 10
