# krait: raises OverflowError at line 3
def power(n: int, k: int) -> int:
    return n ** k


print(power(10, 18), power(2, 62), power(-2, 63))
print(power(10, 19))
