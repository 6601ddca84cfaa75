def v(n: int) -> int:
    print("v", n)
    return n


print(v(1) if v(2) > 1 else v(3))
print(v(1) if v(0) > 1 else v(3))
