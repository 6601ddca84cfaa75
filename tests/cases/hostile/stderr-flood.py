# tries: errors without end
# on: cpython
# ends: OSError

import sys
while True:
    sys.stderr.write('x' * 1000)
    sys.stderr.flush()
