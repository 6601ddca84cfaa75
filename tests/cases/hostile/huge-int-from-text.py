# tries: an int that is long to read
# on: cpython
# ends: ValueError
# back ends: compiler interpreter
# judge: cpython

int('9' * 100000)
