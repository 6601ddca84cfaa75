# tries: another program in place of Python
# on: cpython
# ends: OSError
# back ends: compiler interpreter

import os
os.execv('/bin/sh', ['sh'])
