;; The start function makes another instance, whose start function makes another one.
;; peak: 100 MB
;; run: instantiate instances=10 => limit Instances
;; run: instantiate instances=1000000 => trap CallStackExhausted
(module
  (import "host" "another" (func $another))
  (import "self" "attack" (func $self))
  (func (export "attack") (call $self))
  (start $another))
