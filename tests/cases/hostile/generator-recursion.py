# tries: generators that wait for generators
# on: cpython micropython
# ends: RecursionError | RuntimeError
# back ends: compiler interpreter
# judge: cpython

def g():
    yield from g()
next(g())
