# tries: a regular expression nested deeply
# on: cpython
# ends: RecursionError | error | OverflowError | PatternError

import re
re.compile('(' * 50000 + ')' * 50000)
