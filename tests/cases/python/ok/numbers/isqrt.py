def isqrt(n: int) -> int:
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x


for n in [1, 2, 3, 4, 8, 9, 15, 16, 99, 100, 10 ** 12, 10 ** 18, 10 ** 18 - 1]:
    print(isqrt(n))
