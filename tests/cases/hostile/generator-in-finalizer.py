# tries: a generator closed in a finalizer that yields on
# on: cpython
# ends: fine | RuntimeError
# judge: cpython

def g():
    try:
        yield 1
    finally:
        yield 2
class Closes:
    def __init__(self):
        self.g = g()
        next(self.g)
    def __del__(self):
        self.g.close()
for i in range(1000):
    Closes()
