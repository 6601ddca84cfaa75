def double(x):
    return x + x


def f(n: int) -> int:
    return double(n) + 1


print(f(5), double(7))
