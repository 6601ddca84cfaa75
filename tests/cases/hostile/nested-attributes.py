# tries: an attribute of an attribute of an attribute
# on: cpython
# ends: MemoryError | RecursionError
# back ends: compiler interpreter

eval('a' + '.b' * 100000)
