# tries: the end of the process by abort
# on: cpython
# ends: abort

import os
os.abort()
