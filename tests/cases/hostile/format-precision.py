# tries: a number with two billion decimals
# on: cpython
# ends: MemoryError | ValueError | OverflowError

format(1.5, '.2000000000f')
