def v(n: int) -> int:
    print("v", n)
    return n


print(v(1) < v(2) < v(3) < v(0) < v(9))
print(v(5) in [v(4), v(5)])
