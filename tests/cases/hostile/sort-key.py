# tries: a sort whose key sorts
# on: cpython micropython
# ends: RecursionError | RuntimeError
# judge: cpython

def key(x):
    return sorted([3, 2, 1], key=key)
sorted([1, 2], key=key)
