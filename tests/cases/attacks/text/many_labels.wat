;; Five thousand labels inside each other, and a branch to the first from each.
;; peak: 300 MB
;; run: compile => compiled
;; generate: text-labels 5000
