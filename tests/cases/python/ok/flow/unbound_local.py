def f(n: int) -> int:
    if n > 0:
        r = 1
    return r


print(f(1))
print(f(0))
