def f(a: int, b: int) -> int:
    return (a +
            a // b +
            b)


print(f(
    1,
    2))
print(f(
    1,
    0))
