def f(xs: list[int]) -> int:
    assert len(xs) == 2, "expected 2 items, got " + str(len(xs))
    return xs[0] + xs[1]


print(f([1, 2]))
print(f([1, 2, 3]))
