def f(x: float, y: float) -> float:
    return x ** y


print(f(2.0, -2.0))
print(f(0.0, -2.0))
