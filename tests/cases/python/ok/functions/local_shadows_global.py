x = 1


def f() -> int:
    x = 2
    return x


def g(x: int) -> int:
    x += 10
    return x


print(f(), g(5), x)
