def v(n: int) -> int:
    print("v", n)
    return n


def items() -> list[int]:
    print("items")
    return [10, 20, 30]


print(items()[v(1)])
print(items()[v(0):v(2)])
