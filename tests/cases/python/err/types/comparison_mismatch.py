def f(n: int, s: str, xs: list[int]) -> bool:
    a = n < s  # error PY2017
    b = xs < n  # error PY2017
    return s > 1.5  # error PY2017
