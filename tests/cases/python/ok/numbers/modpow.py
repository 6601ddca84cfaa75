def modpow(b: int, e: int, m: int) -> int:
    r = 1
    b %= m
    while e > 0:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r


print(modpow(2, 10, 1000), modpow(3, 200, 1000007), modpow(7, 1000000, 998244353))
