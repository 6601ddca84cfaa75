def f(n: int) -> float:
    x = 1 if n > 0 else 2.5  # error PY2026
    return 1.5
