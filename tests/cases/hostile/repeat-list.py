# tries: a list of a billion
# on: cpython micropython
# ends: MemoryError
# judge: cpython

[0] * (1 << 29)
