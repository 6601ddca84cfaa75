# tries: a comparison of lists nested deeply
# on: cpython micropython
# ends: RecursionError | RuntimeError | fine
# judge: cpython

a = []
b = []
for i in range(100000):
    a = [a]
    b = [b]
a == b
