# tries: the representation of a list nested deeply
# on: cpython micropython
# ends: RecursionError | RuntimeError
# judge: cpython

x = []
for i in range(300000):
    x = [x]
repr(x)
