def digit_sum(n: int) -> int:
    if n < 0:
        n = -n
    total = 0
    while n > 0:
        total += n % 10
        n //= 10
    return total


def reverse(n: int) -> int:
    r = 0
    while n > 0:
        r = r * 10 + n % 10
        n //= 10
    return r


for n in [0, 5, 10, 12345, -987, 9007199254740993]:
    print(digit_sum(n))
print(reverse(12345), reverse(1000), reverse(0))
