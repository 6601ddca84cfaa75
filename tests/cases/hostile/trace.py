# tries: a trace function that never ends
# on: cpython
# ends: deadline | ended
# deadline: 300 ms
# after: changed

import sys
def trace(frame, event, argument):
    while True:
        pass
sys.settrace(trace)
def f():
    pass
f()
