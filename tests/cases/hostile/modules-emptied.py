# tries: no modules any more
# on: cpython
# ends: fine | RuntimeError | KeyError
# back ends: compiler interpreter
# after: changed

import sys
sys.modules.clear()
