;; As many blocks inside each other as any module may have.
;; peak: 1500 MB
;; run: attack() full-size => result 0
;; generate: nested-blocks 99990
