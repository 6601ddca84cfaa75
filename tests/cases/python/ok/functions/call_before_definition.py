def f(n: int) -> int:
    return g(n) + 1


def g(n: int) -> int:
    return n * 2


print(f(4))
