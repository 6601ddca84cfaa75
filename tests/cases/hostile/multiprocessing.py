# tries: a pool of processes
# on: cpython
# ends: OSError | ImportError | ModuleNotFoundError

import multiprocessing
multiprocessing.Pool(2)
