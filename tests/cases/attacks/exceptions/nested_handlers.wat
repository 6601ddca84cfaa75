;; Forty handlers inside each other, around one throw that none of them catches.
;; peak: 400 MB
;; run: attack() fuel=10000 => exception
(module (tag $e) (tag $other) (func (export "attack") (block $h
(try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h)
(try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h)
(try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h)
(try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h) (try_table (catch $other $h)
(throw $e))))))))))))))))))))))))))))))))))))))))))))
