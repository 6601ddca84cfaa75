# tries: the end of the process
# on: cpython
# ends: exit

import os
os._exit(3)
