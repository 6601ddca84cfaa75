def f(n: int) -> int:
    xs = []  # error PY2014
    return n


x = None
print(x)
