def f(xs: list[int] = [1, 2]) -> int:  # error PY2024
    return len(xs)
