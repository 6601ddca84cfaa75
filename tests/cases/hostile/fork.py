# tries: a second process
# on: cpython
# ends: OSError

import os
os.fork()
