# tries: a function that calls itself
# on: cpython micropython
# ends: RecursionError | RuntimeError
# judge: cpython

def f():
    return f()
f()
