n = 3
assert n == 3
assert n == 4
