def f(xs: list[None]) -> int:  # error PY3008: 'f' cannot be exported: list[None] has no place in the ABI
    return len(xs)


def g(t: tuple[int, None]) -> int:  # error PY3008: 'g' cannot be exported: tuple[int, None] has no place in the ABI
    return t[0]
