# tries: classes of tuples of tuples
# on: cpython
# ends: RecursionError | fine
# back ends: compiler interpreter

x = (int,)
for i in range(100000):
    x = (x,)
isinstance('', x)
