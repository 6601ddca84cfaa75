def f(n: int) -> int | None:
    return n if n != 0 else None


print(f(1) == 1, f(0) == 1, f(0) == None, f(1) != None, f(2) == f(2), f(0) == f(0))
