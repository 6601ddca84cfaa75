def f(n: int) -> int:
    return n(1)  # error PY2013: this cannot be called


def g(n: int) -> int:
    return (n + 1)(2)  # error PY2013: this cannot be called
