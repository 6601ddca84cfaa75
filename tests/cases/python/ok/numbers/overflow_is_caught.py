# krait: raises ValueError at line 6
def add(a: int, b: int) -> int:
    try:
        return a + b
    except OverflowError:
        raise ValueError("too large")


print(add(2, 3))
print(add(9223372036854775807, 1))
