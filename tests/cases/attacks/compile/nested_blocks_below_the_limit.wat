;; As many blocks inside each other as a stranger may have.
;; peak: 300 MB
;; run: attack() => result 0
;; generate: nested-blocks 9990
