;; A name that is no UTF-8.
;; peak: 100 MB
;; run: compile => malformed: malformed UTF-8 encoding
;; generate: bad-name
