;; Twenty thousand ifs inside each other.
;; peak: 1500 MB
;; run: attack(1) full-size => result 0
;; generate: nested-ifs 20000
