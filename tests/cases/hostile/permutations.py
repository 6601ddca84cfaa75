# tries: a list of more permutations than atoms
# on: cpython
# ends: MemoryError | deadline
# deadline: 20000 ms

import itertools
list(itertools.permutations(range(100)))
