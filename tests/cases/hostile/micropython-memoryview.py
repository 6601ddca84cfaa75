# tries: memory at an address that nobody gave
# on: micropython
# ends: ImportError | AttributeError | trap
# back ends: compiler interpreter

import uctypes
uctypes.bytearray_at(0xfffffff0, 16)[0]
