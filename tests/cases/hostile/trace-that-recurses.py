# tries: a trace function that traces itself
# on: cpython
# ends: fine | RecursionError | deadline
# judge: cpython

import sys
def trace(frame, event, argument):
    sys.settrace(trace)
    return trace
sys.settrace(trace)
def f(n):
    return n and f(n - 1)
f(500)
