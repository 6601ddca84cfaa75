def f(xs: list[int], i: int) -> int:
    return xs[i]


print(f([1, 2], -2))
print(f([1, 2], -3))
