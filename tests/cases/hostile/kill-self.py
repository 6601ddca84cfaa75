# tries: its own process
# on: cpython
# ends: deadline | abort | exit | fine | OSError | trap

import os, signal
os.kill(os.getpid(), signal.SIGKILL)
