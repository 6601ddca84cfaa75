def total(xs: list[float]) -> float:
    return sum(xs)  # error PY2033
