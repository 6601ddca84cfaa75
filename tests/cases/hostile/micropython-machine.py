# tries: memory read word by word
# on: micropython
# ends: ImportError | AttributeError | trap
# back ends: compiler interpreter

import machine
machine.mem32[0xfffffff0]
