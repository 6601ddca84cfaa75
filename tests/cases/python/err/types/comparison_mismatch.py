def f(n: int, s: str, xs: list[int]) -> bool:
    a = n < s  # error PY2017: '<' does not compare int with str
    b = xs < n  # error PY2017: '<' does not compare list[int] with int
    return s > 1.5  # error PY2017: '>' does not compare str with float
