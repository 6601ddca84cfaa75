def f(n: int):  # error PY2027: the result type of 'f' depends on itself
    return f(n - 1)
