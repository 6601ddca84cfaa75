def v(n: int) -> int:
    print("v", n)
    return n


print(v(1), v(2), sep=" | ", end="!\n")
