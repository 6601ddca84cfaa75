def f(n: int, s: str, xs: list[int], t: tuple[int, str]) -> int:
    a = xs["a"]  # error PY2018
    b = s[1.5]  # error PY2018
    c = n[0]  # error PY2018
    d = t[n]  # error PY2018
    return a
