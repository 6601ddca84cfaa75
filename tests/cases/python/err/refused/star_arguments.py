def f(a: int, b: int) -> int:
    return a + b


xs = [1, 2]
print(f(*xs))  # error PY3001: `*` unpacking is not in the typed tier
