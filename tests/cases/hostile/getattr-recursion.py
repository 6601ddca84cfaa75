# tries: an attribute that is looked up to be looked up
# on: cpython micropython
# ends: RecursionError | RuntimeError
# back ends: compiler interpreter
# judge: cpython

class A:
    def __getattr__(self, name):
        return getattr(self, name)
A().x
