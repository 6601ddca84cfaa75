# tries: an object at an address that is none
# on: cpython
# ends: trap | ImportError | ModuleNotFoundError | SystemError | fine | ended | deadline
# deadline: 3000 ms

import ctypes
ctypes.cast(0xdead00, ctypes.py_object).value.x
