def popcount(n: int) -> int:
    c = 0
    while n:
        n &= n - 1
        c += 1
    return c


print([popcount(i) for i in range(33)])
print(popcount(9223372036854775807), popcount(-1 & 9223372036854775807))
