# tries: work for after the end
# on: cpython
# ends: fine
# back ends: compiler interpreter

import atexit
def loop():
    while True:
        pass
atexit.register(loop)
