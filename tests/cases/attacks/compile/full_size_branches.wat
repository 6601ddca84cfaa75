;; A hundred thousand branches and ten thousand locals.
;; peak: 3000 MB
;; run: compile full-size => compiled
;; generate: many-branches 100000 10000
