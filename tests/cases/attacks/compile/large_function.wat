;; One function of nearly a megabyte.
;; peak: 1500 MB
;; run: attack() compile-time=600000 => result 330000
;; generate: huge-function 330000
