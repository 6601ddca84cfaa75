# krait: raises OverflowError at line 5
def square(n: int) -> int:
    r = 1
    for i in range(n):
        r = r * 10
    return r


print(square(18))
print(square(19))
