def v(n: int) -> int:
    print("v", n)
    return n


print([v(1), v(2), v(3)])
print((v(4), v(5)))
a, b = v(6), v(7)
print(a, b)
