# tries: work for after the end
# on: cpython
# ends: fine

import atexit
def loop():
    while True:
        pass
atexit.register(loop)
