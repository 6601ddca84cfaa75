def f(s: str, x: float) -> int:
    a = -s  # error PY2022: '-' does not take str
    b = ~x  # error PY2022: '~' does not take float
    return 1
