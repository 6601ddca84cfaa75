# tries: a list nested deeply, packed
# on: cpython
# ends: RecursionError
# judge: cpython

import pickle
x = []
for i in range(100000):
    x = [x]
pickle.dumps(x)
