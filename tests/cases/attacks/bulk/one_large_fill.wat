;; One instruction that fills half a gibibyte.
;; peak: 100 MB
;; run: attack() memory=536870912 all-memory=536870912 deadline=0 => limit Deadline
;; run: attack() memory=536870912 all-memory=536870912 fuel=1000000 => limit Fuel
(module (memory 8192) (func (export "attack") (memory.fill (i32.const 0) (i32.const 1) (i32.const 0x20000000))))
