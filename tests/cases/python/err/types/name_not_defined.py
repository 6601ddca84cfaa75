def f(n: int) -> int:
    return n + missing  # error PY2001


print(f(1), undefined)  # error PY2001
