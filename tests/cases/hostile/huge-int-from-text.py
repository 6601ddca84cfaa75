# tries: an int that is long to read
# on: cpython
# ends: ValueError
# judge: cpython

int('9' * 100000)
