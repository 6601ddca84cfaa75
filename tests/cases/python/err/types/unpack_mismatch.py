def f(t: tuple[int, int]) -> int:
    a, b, c = t  # error PY2016
    return a


a, b = 1, 2, 3  # error PY2016
c, d = 5  # error PY2016
