# tries: a traceback of many thousand lines
# on: cpython
# ends: RecursionError

import sys
sys.setrecursionlimit(20000)
def f(n):
    f(n + 1)
f(0)
