def to_base(n: int, base: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    if n == 0:
        return "0"
    sign = "-" if n < 0 else ""
    n = abs(n)
    r = ""
    while n > 0:
        r = digits[n % base] + r
        n //= base
    return sign + r


for n in [0, 1, 10, -255, 123456789]:
    print(to_base(n, 2), to_base(n, 16), to_base(n, 36))
    print(int(to_base(n, 2), 2) == n, int(to_base(n, 16), 16) == n, int(to_base(n, 36), 36) == n)
