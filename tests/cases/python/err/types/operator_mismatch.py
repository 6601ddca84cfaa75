def f(n: int, s: str, xs: list[int]) -> int:
    a = n + s  # error PY2003: '+' does not take int and str
    b = s - s  # error PY2003: '-' does not take str and str
    c = xs + s  # error PY2003: '+' does not take list[int] and str
    d = s * 1.5  # error PY2003: '*' does not take str and float
    e = 1.5 | 2  # error PY2003: '|' does not take float and int
    return n
