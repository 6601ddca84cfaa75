def v(n: int) -> int:
    print("v", n)
    return n


print(v(1) + v(2) * v(3))
print(v(1) * v(2) - v(3))
print((v(1) + v(2)) * (v(3) + v(4)))
print(v(8) // v(2) ** v(1))
