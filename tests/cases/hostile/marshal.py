# tries: code made of noise
# on: cpython
# ends: ValueError | EOFError | TypeError | MemoryError | OverflowError | trap | abort | fine

import marshal, random
random.seed(7)
last = ValueError()
for i in range(2000):
    try:
        marshal.loads(random.randbytes(40))
    except Exception as e:
        last = e
raise last
