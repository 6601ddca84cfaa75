def f(n: int | None) -> int:
    if n is not None:
        return n * 2
    return -1


def g(n: int | None) -> int:
    if n is None:
        return 0
    return n + 1


print(f(4), f(None), f(0), g(None), g(9))
