;; Ifs inside each other.
;; peak: 300 MB
;; run: attack(1) => result 0
;; generate: nested-ifs 3000
