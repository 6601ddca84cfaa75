# tries: a command of the host
# on: cpython
# ends: fine

import os
assert os.system('true') != 0
