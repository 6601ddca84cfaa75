def gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a


for a in range(-6, 20, 5):
    for b in range(-4, 30, 7):
        print(gcd(a, b))
print(gcd(1071, 462), gcd(9223372036854775807, 7))
