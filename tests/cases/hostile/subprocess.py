# tries: a program of the host
# on: cpython
# ends: OSError

import subprocess
subprocess.run(['ls'])
