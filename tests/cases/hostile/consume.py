# tries: an iterator without end, consumed in C
# on: cpython
# ends: deadline | ended
# back ends: compiler interpreter
# deadline: 300 ms

import collections, itertools
collections.deque(itertools.count(), maxlen=0)
