def f(a: int, b: int = 10, c: int = 100) -> int:
    return a + b + c


print(f(1), f(1, 2), f(1, 2, 3))
print(f(1, c=5), f(a=1, b=2, c=3), f(1, c=2, b=7), f(c=1, a=2))
