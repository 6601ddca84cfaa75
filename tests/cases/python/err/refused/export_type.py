def f(xs: list[None]) -> int:  # error
    return len(xs)


def g(t: tuple[int, None]) -> int:  # error
    return t[0]
