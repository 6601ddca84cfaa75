# tries: a handler that goes on for ever
# on: cpython
# ends: ended | deadline
# deadline: 300 ms

import signal
def handler(number, frame):
    while True:
        pass
signal.signal(signal.SIGINT, handler)
while True:
    pass
