# tries: a collector that runs all the time, and callbacks in it
# on: cpython
# ends: ended | deadline
# back ends: compiler interpreter
# deadline: 300 ms
# after: changed

import gc
gc.set_threshold(1)
gc.callbacks.append(lambda phase, info: [[] for i in range(10)])
while True:
    x = []
    x.append(x)
