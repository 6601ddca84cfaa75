# tries: warnings without end
# on: cpython
# ends: deadline
# deadline: 500 ms

import warnings
warnings.simplefilter('always')
while True:
    warnings.warn('x')
