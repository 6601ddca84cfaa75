# tries: iterators of iterators of iterators
# on: cpython
# ends: RecursionError | trap | abort | fine

import itertools
x = iter([1])
for i in range(100000):
    x = itertools.chain(x)
next(x)
