# tries: a number with two billion decimals
# on: cpython
# ends: MemoryError | ValueError | OverflowError
# back ends: compiler interpreter

format(1.5, '.2000000000f')
