# tries: a loop in C that nobody interrupts
# on: cpython
# ends: deadline | ended
# back ends: compiler interpreter
# deadline: 300 ms

import itertools
sum(itertools.repeat(1))
