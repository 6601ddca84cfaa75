;; An integer of a million digits.
;; peak: 300 MB
;; run: compile => malformed: i32 constant
;; generate: text-integer 1000000
