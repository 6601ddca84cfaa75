# krait: raises OverflowError at line 3
def f(a: int, b: int) -> int:
    return a // b


print(f(-9223372036854775807, -1))
print(f(-9223372036854775808, -1))
