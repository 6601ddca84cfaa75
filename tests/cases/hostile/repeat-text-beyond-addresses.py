# tries: more characters than addresses
# on: cpython
# ends: MemoryError | OverflowError

'a' * 10 ** 10
