def f(n: int, s: str) -> str:
    return s * n


print(f("a", "b"))  # error PY2005
print(f(1, 2))  # error PY2005
print(f(1.5, "x"))  # error PY2005
