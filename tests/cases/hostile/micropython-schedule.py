# tries: callbacks that schedule themselves
# on: micropython
# ends: deadline | ended | RuntimeError
# deadline: 300 ms

import micropython
def again(x):
    micropython.schedule(again, x)
micropython.schedule(again, 1)
while True:
    pass
