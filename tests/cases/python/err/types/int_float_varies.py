def f(n: int) -> float:
    x = 1 if n > 0 else 2.5  # error PY2026: this is an int or a float depending on the way taken
    return 1.5
