# tries: descriptors that nobody opened
# on: cpython
# ends: OSError
# back ends: compiler interpreter

import os
for fd in range(3, 100):
    try:
        os.read(fd, 1)
    except OSError as e:
        last = e
    else:
        print('descriptor', fd)
raise last
