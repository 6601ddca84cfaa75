# tries: a division of large ints
# on: cpython
# ends: deadline | MemoryError
# back ends: compiler interpreter
# deadline: 500 ms

a = 7 ** 3000000
while True:
    a % (7 ** 1000001)
