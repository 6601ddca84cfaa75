# tries: a gigabyte at once
# on: cpython micropython
# ends: MemoryError
# judge: cpython

bytearray(1 << 30)
