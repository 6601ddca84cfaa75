# tries: a stream that is no stream
# on: cpython
# ends: fine
# back ends: compiler interpreter

import sys
sys.stdout = 5
sys.stderr = None
