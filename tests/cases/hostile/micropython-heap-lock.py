# tries: a heap that is locked
# on: micropython
# ends: ended | MemoryError
# back ends: compiler interpreter
# deadline: 300 ms
# after: changed

import micropython
micropython.heap_lock()
[1, 2, 3] * 1000
