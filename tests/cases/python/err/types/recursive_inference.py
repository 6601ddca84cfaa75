def f(n: int):
    return f(n - 1)  # error PY2027
