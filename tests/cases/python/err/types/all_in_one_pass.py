def f(n: int) -> str:
    a = n + "x"  # error PY2003
    b = missing  # error PY2001
    return n  # error PY2004


def g(s: str) -> int:
    return s.nothing()  # error PY2010
