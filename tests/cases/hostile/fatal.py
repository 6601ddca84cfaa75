# tries: the interpreter's own end
# on: cpython
# ends: abort | RuntimeError
# back ends: compiler interpreter

import faulthandler
faulthandler._fatal_error_c_thread()
