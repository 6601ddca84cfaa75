;; The same name twice, and a lot of space.
;; peak: 300 MB
;; run: compile => malformed: duplicate
;; generate: text-same-identifier 5000000
