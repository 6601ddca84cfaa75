def f(n: int) -> int:
    return n


def f(n: int) -> int:  # error PY2030
    return n + 1
