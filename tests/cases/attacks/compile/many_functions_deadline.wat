;; Sixty thousand functions and no time.
;; peak: 300 MB
;; run: compile compile-time=1 => limit CompileTime
;; generate: functions 60000
