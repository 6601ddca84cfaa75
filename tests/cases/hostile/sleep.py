# tries: a sleep of eleven days
# on: cpython
# ends: deadline
# deadline: 300 ms

import time
time.sleep(10 ** 6)
