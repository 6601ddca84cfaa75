# tries: a sleep of eleven days
# on: micropython
# ends: deadline
# deadline: 300 ms

import time
time.sleep(10 ** 6)
