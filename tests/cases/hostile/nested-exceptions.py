# tries: an exception group nested deeply
# on: cpython
# ends: RecursionError | trap | fine

e = ValueError()
for i in range(100000):
    e = ExceptionGroup('x', [e])
e.split(ValueError)
