def f(n: int):
    yield n  # error PY3001
