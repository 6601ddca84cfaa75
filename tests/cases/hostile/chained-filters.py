# tries: maps of maps of maps
# on: cpython
# ends: RecursionError | trap | abort | fine
# back ends: compiler interpreter

x = iter([1])
for i in range(100000):
    x = map(abs, x)
next(x)
