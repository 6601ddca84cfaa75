;; A hundred thousand exports.
;; peak: 300 MB
;; run: compile => malformed: too many exports
;; generate: exports 100000
