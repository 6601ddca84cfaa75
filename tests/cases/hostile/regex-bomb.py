# tries: a regular expression that tries everything
# on: cpython
# ends: deadline
# deadline: 300 ms

import re
re.match('(a+)+$', 'a' * 50 + 'b')
