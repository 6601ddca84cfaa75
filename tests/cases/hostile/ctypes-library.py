# tries: a library of the host
# on: cpython
# ends: OSError | abort | ImportError | ModuleNotFoundError | AttributeError

import ctypes
ctypes.CDLL('libc.so.6')
