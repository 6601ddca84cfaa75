# tries: an int that is long to print
# on: cpython
# ends: ValueError
# judge: cpython

str(1 << 1000000)
