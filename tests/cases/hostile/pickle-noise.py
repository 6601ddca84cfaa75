# tries: objects made of noise
# on: cpython
# ends: UnpicklingError | EOFError | ValueError | fine

import pickle, random
random.seed(7)
for i in range(2000):
    try:
        pickle.loads(random.randbytes(40))
    except Exception:
        pass
