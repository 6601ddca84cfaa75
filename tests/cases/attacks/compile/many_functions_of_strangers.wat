;; As many functions as a stranger may have: more than one class of the host can hold.
;; peak: 1000 MB
;; run: attack() => result
;; generate: functions 99000
