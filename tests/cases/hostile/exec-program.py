# tries: another program in place of Python
# on: cpython
# ends: OSError

import os
os.execv('/bin/sh', ['sh'])
