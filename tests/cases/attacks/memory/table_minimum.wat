;; A table of ten million elements.
;; peak: 100 MB
;; run: instantiate => limit TableElements
;; run: instantiate table=20000000 all-tables=1000000 => limit TableElements
(module (table 10000000 funcref))
