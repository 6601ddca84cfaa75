;; One large function and no time.
;; peak: 600 MB
;; run: compile compile-time=1 full-size => limit CompileTime
;; generate: huge-function 1500000
