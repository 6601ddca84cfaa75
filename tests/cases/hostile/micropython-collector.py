# tries: a collection inside of everything
# on: micropython
# ends: deadline
# back ends: compiler interpreter
# deadline: 300 ms

import gc
while True:
    x = [[i] for i in range(100)]
    gc.collect()
