# tries: a representation that asks for itself
# on: cpython micropython
# ends: RecursionError | RuntimeError
# judge: cpython

class Self:
    def __repr__(self):
        return repr([self])
repr(Self())
