def f(n: int, s: str, xs: list[int]) -> int:
    a = n + s  # error PY2003
    b = s - s  # error PY2003
    c = xs + s  # error PY2003
    d = s * 1.5  # error PY2003
    e = 1.5 | 2  # error PY2003
    return n
