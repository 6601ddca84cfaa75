def f(a: float, b: float) -> float:
    return a / b


print(f(7.0, 2.0))
print(f(7.0, 0.0))
