# tries: no interrupts, please
# on: cpython
# ends: ended | deadline
# back ends: compiler interpreter
# deadline: 300 ms

import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
while True:
    pass
