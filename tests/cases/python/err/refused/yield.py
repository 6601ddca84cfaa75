def f(n: int):
    yield n  # error PY3001: `yield` is not in the typed tier
