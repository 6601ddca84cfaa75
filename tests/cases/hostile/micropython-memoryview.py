# tries: memory at an address that nobody gave
# on: micropython
# ends: ImportError | AttributeError | trap

import uctypes
uctypes.bytearray_at(0xfffffff0, 16)[0]
