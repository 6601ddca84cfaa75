# tries: ten billion characters
# on: cpython micropython
# ends: MemoryError
# judge: cpython

text = 'a' * (1 << 30)
