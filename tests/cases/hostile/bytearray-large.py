# tries: a gigabyte at once
# on: cpython micropython
# ends: MemoryError
# back ends: compiler interpreter
# judge: cpython

bytearray(1 << 30)
