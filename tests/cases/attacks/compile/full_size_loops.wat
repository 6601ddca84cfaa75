;; Twenty thousand loops inside each other.
;; peak: 1500 MB
;; run: attack() full-size => result 0
;; generate: nested-loops 20000
