def f(a: int, *, scale: int = 2) -> int:
    return a * scale


print(f(3), f(3, scale=5), f(a=4, scale=1))
