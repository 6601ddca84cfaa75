def f(xs: list[int] = [1, 2]) -> int:  # error PY2024: the default of 'xs' is not a constant
    return len(xs)
