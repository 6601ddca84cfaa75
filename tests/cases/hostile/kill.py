# tries: the host's processes
# on: cpython
# ends: OSError | PermissionError | ProcessLookupError
# back ends: compiler interpreter

import os
os.kill(1, 9)
