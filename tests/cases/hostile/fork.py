# tries: a second process
# on: cpython
# ends: OSError
# back ends: compiler interpreter

import os
os.fork()
