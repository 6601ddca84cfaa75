def f(n: int) -> int:
    print("f", n)
    return n


print(f(1) < f(2) < f(3))
print(f(1) < f(0) < f(3))
print(f(5) == f(5) != f(6) > f(2))
