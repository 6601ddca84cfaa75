def f(n: int, s: str, xs: list[int], t: tuple[int, str]) -> int:
    a = xs["a"]  # error PY2018: list[int] cannot be indexed with str
    b = s[1.5]  # error PY2018: str cannot be indexed with float
    c = n[0]  # error PY2018: int cannot be indexed with int
    d = t[n]  # error PY2018: tuple[int, str] cannot be indexed with int: the typed tier needs a constant
    return a
