def f(n: int, s: str) -> str:
    return s * n


print(f("a", "b"))  # error PY2005: parameter 'n' of 'f' takes int but gets str
print(f(1, 2))  # error PY2005: parameter 's' of 'f' takes str but gets int
print(f(1.5, "x"))  # error PY2005: parameter 'n' of 'f' takes int but gets float
