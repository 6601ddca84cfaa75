;; A section of four gigabytes in a file of fourteen bytes.
;; peak: 100 MB
;; run: compile => malformed: length out of bounds
;; generate: section-size 1
