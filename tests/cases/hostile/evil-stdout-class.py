# tries: a stream that is no stream
# on: cpython
# ends: fine

import sys
sys.stdout = 5
sys.stderr = None
