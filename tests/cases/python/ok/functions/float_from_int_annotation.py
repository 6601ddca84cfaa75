def f() -> float:
    return 1.0


x: float = 2.0
print(f() + x)
