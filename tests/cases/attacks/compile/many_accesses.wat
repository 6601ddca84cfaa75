;; As many checked loads as fit into one function of a stranger.
;; peak: 1000 MB
;; run: attack(0) => result 0
;; generate: many-accesses 140000
