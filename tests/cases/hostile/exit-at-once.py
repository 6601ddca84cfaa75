# tries: the end of the process
# on: cpython
# ends: exit
# back ends: compiler interpreter

import os
os._exit(3)
