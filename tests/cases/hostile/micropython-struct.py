# tries: a buffer read with a wrong layout
# on: micropython
# ends: ValueError | MemoryError | OverflowError
# back ends: compiler interpreter

import struct
struct.unpack('<2000000000i', b'')
