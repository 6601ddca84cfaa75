def f(a: int, b: int) -> int:
    return a + b


print(f(1, c=2))  # error PY2009: 'f' has no parameter 'c' that a keyword can name
