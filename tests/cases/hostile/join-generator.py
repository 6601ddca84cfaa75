# tries: a text joined of endless pieces
# on: cpython
# ends: MemoryError | deadline
# deadline: 20000 ms

import itertools
''.join(itertools.repeat('x' * 1000))
