# tries: ints that all have the same hash
# on: cpython
# ends: deadline
# back ends: compiler interpreter
# deadline: 500 ms

step = (1 << 31) - 1
keys = set()
i = 0
while True:
    keys.add(i * step)
    i += 1
