@staticmethod  # error PY3001: a decorator is not in the typed tier
def f(n: int) -> int:
    return n
