;; A table of 2^32 - 1 elements.
;; peak: 100 MB
;; run: instantiate => limit TableElements
;; run: instantiate table=2147483647 all-tables=20000000 => limit TableElements
(module (table 0xffffffff externref))
