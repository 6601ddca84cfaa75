def f(n: int) -> int:
    c = 0
    while n > 0:
        c += 1
        n -= 1
    return c


print(f(0), f(-5), f(1), f(7))
