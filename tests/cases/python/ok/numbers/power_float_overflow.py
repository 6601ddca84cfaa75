def f(x: float, y: float) -> float:
    return x ** y


print(f(10.0, 300.0))
print(f(10.0, 309.0))
