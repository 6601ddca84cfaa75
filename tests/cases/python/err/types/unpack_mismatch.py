def f(t: tuple[int, int]) -> int:
    a, b, c = t  # error PY2016: 3 targets cannot take tuple[int, int]
    return a


a, b = 1, 2, 3  # error PY2016: 2 targets cannot take tuple[int, int, int]
c, d = 5  # error PY2016: 2 targets cannot take int
