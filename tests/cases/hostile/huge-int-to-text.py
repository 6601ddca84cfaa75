# tries: an int that is long to print
# on: cpython
# ends: ValueError
# back ends: compiler interpreter
# judge: cpython

str(1 << 1000000)
