# tries: memory at an address that nobody gave
# on: cpython
# ends: trap | ImportError | ModuleNotFoundError | AttributeError

import ctypes
ctypes.string_at(0xfffffff0, 16)
