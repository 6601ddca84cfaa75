def f(n: int) -> int:
    return n


def f(n: int) -> int:  # error PY2030: 'f' is defined twice
    return n + 1
