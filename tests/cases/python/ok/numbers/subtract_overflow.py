# krait: raises OverflowError at line 6
def f(a: int, b: int) -> int:
    print("before")
    if b > 100:
        return b
    return a - b


f(-9223372036854775808, 1)
