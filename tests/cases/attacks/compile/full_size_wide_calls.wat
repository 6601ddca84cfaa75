;; A thousand arguments and results, a thousand times.
;; peak: 3000 MB
;; run: compile full-size => compiled
;; generate: wide-calls 900 1000
