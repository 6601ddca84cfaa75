# tries: an int without the limit of its digits
# on: cpython
# ends: deadline
# back ends: compiler interpreter
# deadline: 500 ms

import sys
sys.set_int_max_str_digits(0)
str(3 ** 20000000)
