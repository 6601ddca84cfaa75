# tries: timers that go off all the time
# on: cpython
# ends: fine | deadline | KeyboardInterrupt | OSError | AttributeError

import signal
signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
for i in range(1000):
    pass
