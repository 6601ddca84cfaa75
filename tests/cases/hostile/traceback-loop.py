# tries: a chain of causes that closes on itself
# on: cpython
# ends: ValueError
# judge: cpython

a = ValueError('a')
b = KeyError('b')
a.__cause__ = b
b.__cause__ = a
raise a
