# tries: callbacks that schedule themselves
# on: micropython
# ends: deadline | ended | RuntimeError
# back ends: compiler interpreter
# deadline: 300 ms

import micropython
def again(x):
    micropython.schedule(again, x)
micropython.schedule(again, 1)
while True:
    pass
