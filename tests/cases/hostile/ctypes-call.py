# tries: a function at an address that is none
# on: cpython
# ends: trap | abort | ImportError | ModuleNotFoundError | AttributeError

import ctypes
ctypes.CFUNCTYPE(ctypes.c_int)(0x7ffffff)()
