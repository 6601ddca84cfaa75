# tries: a number with 370 million digits
# on: micropython
# ends: ended | MemoryError
# deadline: 300 ms

9 ** 9 ** 9
