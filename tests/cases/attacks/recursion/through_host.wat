;; The host calls back in, which calls the host again.
;; peak: 100 MB
;; run: attack() stack=65536 => trap CallStackExhausted
;; run: attack() => trap CallStackExhausted
(module (import "host" "again" (func $again)) (func (export "attack") (call $again)))
