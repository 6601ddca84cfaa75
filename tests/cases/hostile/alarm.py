# tries: an alarm that never comes
# on: cpython
# ends: fine | AttributeError | OSError

import signal
signal.alarm(1)
