# tries: a signal to itself
# on: cpython
# ends: deadline | abort | exit | fine | trap | KeyboardInterrupt

import signal
signal.raise_signal(signal.SIGABRT)
