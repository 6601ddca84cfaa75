# tries: a function that calls itself, without Python's limit
# on: cpython
# ends: RecursionError | MemoryError | trap

import sys
sys.setrecursionlimit(10 ** 9)
def f():
    return f()
f()
