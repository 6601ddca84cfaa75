for i in range(5, 0, -1):
    print(i)


def total(n: int) -> int:
    s = 0
    for i in range(n, 0, -1):
        s += i
    return s


print(total(5), total(0), total(-3), total(100))
