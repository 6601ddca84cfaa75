# tries: a bad access on purpose
# on: cpython
# ends: trap | abort

import faulthandler
faulthandler._sigsegv()
