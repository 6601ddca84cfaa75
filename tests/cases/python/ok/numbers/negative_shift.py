def shift(n: int, k: int) -> int:
    return n << k


print(shift(3, 2))
print(shift(3, -1))
