# tries: the host's processes
# on: cpython
# ends: OSError | PermissionError | ProcessLookupError

import os
os.kill(1, 9)
