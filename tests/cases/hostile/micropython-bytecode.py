# tries: code made of noise
# on: micropython
# ends: ValueError | ImportError | NotImplementedError | OSError | TypeError | trap | AttributeError
# back ends: compiler interpreter

import os
with open('/noise.mpy', 'wb') as f:
    f.write(b'M\x06\x00\x1f' + bytes(range(256)) * 4)
import noise
