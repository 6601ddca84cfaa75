def f(a: int, b: int) -> int:
    return a % b


print(f(7, 2))
print(f(7, 0))
