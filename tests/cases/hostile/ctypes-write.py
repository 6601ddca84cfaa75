# tries: a write far behind the end
# on: cpython
# ends: trap | ImportError | ModuleNotFoundError | AttributeError

import ctypes
ctypes.memset(0x7fffffff, 0, 1 << 30)
