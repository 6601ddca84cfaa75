# tries: one bit far to the left
# on: cpython
# ends: MemoryError | OverflowError

1 << (1 << 40)
