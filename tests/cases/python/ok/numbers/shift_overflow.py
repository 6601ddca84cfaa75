# krait: raises OverflowError at line 3
def shift(n: int, k: int) -> int:
    return n << k


print(shift(1, 62))
print(shift(-1, 63))
print(shift(1, 63))
