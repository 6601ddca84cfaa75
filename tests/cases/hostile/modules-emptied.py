# tries: no modules any more
# on: cpython
# ends: fine | RuntimeError | KeyError
# after: changed

import sys
sys.modules.clear()
