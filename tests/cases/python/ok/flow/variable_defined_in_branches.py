def f(n: int) -> int:
    if n > 0:
        r = 1
    elif n < 0:
        r = -1
    else:
        r = 0
    return r * 2


print(f(5), f(-5), f(0))
