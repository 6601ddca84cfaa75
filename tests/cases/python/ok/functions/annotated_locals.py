def f(n: int) -> float:
    x: float = 1.5
    total: int = 0
    names: list[str] = []
    for i in range(n):
        total += i
        names.append(str(i))
    return x * total + len(names)


print(f(0), f(4))
