@staticmethod  # error PY3001
def f(n: int) -> int:
    return n
