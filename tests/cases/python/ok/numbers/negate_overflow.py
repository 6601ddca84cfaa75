# krait: raises OverflowError at line 3
def negate(n: int) -> int:
    return -n


print(negate(-9223372036854775807))
print(negate(-9223372036854775808))
