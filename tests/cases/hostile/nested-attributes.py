# tries: an attribute of an attribute of an attribute
# on: cpython
# ends: MemoryError | RecursionError

eval('a' + '.b' * 100000)
