"""int: modular powers, greatest common divisor, square root."""


def mul_mod(a: int, b: int, m: int) -> int:
    # Both are below m, which is below 2**63: doubling cannot overflow an unsigned number.
    if a < 2147483648 and b < 2147483648:
        return rem_u(a * b, m)
    r = 0
    while b != 0:
        if b & 1 == 1:
            r += a
            if not lt_u(r, m):
                r -= m
        a += a
        if not lt_u(a, m):
            a -= m
        b = shr_u(b, 1)
    return r


def int_pow_mod(a: int, b: int, m: int) -> int:
    if m == 0:
        raise ValueError("pow() 3rd argument cannot be 0")
    if b < 0:
        raise ValueError("pow() with a negative exponent and a modulus is not in the typed tier")
    size = m
    if m < 0:
        size = -m
    if m == -1:
        return 0
    a = a % m
    if a < 0:
        a += size
    r = rem_u(1, size)
    while b != 0:
        if b & 1 == 1:
            r = mul_mod(r, a, size)
        a = mul_mod(a, a, size)
        b = b >> 1
    if m < 0 and r != 0:
        return r + m
    return r


def int_gcd(a: int, b: int) -> int:
    if a < 0:
        a = -a
    if b < 0:
        b = -b
    while b != 0:
        t = rem_u(a, b)
        a = b
        b = t
    if a < 0:
        raise_overflow()
    return a


# math.isqrt: the largest r with r * r <= n. The float root is off by one at most.
def int_isqrt(n: int) -> int:
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    r = int_of(f64_sqrt(float_of(n)))
    while lt_u(n, r * r):
        r -= 1
    while not lt_u(n, (r + 1) * (r + 1)):
        r += 1
    return r
