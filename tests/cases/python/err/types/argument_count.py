def f(a: int, b: int, c: int = 3) -> int:
    return a + b + c


print(f(1))  # error PY2008
print(f(1, 2, 3, 4))  # error PY2008
print(len())  # error PY2008
