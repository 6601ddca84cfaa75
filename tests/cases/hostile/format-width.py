# tries: a field two billion wide
# on: cpython
# ends: MemoryError | ValueError | OverflowError
# back ends: compiler interpreter
# judge: cpython

'%2000000000d' % 1
