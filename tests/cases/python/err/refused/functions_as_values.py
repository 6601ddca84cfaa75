def f(n: int) -> int:
    return n


g = f  # error PY3006
h = len  # error PY3006
