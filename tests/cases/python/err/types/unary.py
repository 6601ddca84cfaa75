def f(s: str, x: float) -> int:
    a = -s  # error PY2022
    b = ~x  # error PY2022
    return 1
