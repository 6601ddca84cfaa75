# tries: a number with 370 million digits
# on: cpython
# ends: deadline | MemoryError
# deadline: 500 ms

9 ** 9 ** 9
