# tries: a field two billion wide
# on: cpython
# ends: MemoryError | ValueError | OverflowError
# judge: cpython

'%2000000000d' % 1
