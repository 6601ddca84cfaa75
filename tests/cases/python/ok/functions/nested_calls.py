def add(a: int, b: int) -> int:
    return a + b


def mul(a: int, b: int) -> int:
    return a * b


print(add(mul(2, 3), add(4, mul(5, 6))), mul(add(1, 1), add(2, 2)))
