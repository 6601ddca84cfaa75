def f(s: str = "x", n: int = -1, x: float = 1.5, b: bool = True) -> str:
    return s + str(n) + str(x) + str(b)


print(f())
print(f("y"))
print(f(n=2))
print(f(b=False, x=2.0))
