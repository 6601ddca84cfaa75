"""Natural numbers of any size up to 8,192 bits, for exact decimal conversion of floats.

A number in memory, offsets in bytes:

  +0      +4
  | count | count limbs of 32 bits, the lowest first; the highest is not 0 |

Room for 256 limbs is always there. The largest number that a conversion makes
has about 3,900 bits: 10 ** 1124 next to 53 bits.
"""


def big_new(n: int) -> int:
    p = alloc(1032)
    store32(p, 4, n)
    store32(p, 8, shr_u(n, 32))
    if shr_u(n, 32) != 0:
        store32(p, 0, 2)
    elif n != 0:
        store32(p, 0, 1)
    else:
        store32(p, 0, 0)
    return p


def big_copy(p: int) -> int:
    r = alloc(1032)
    memory_copy(r, p, 4 + (load32(p, 0) << 2))
    return r


# p = p * m + carry, both below 2**32.
def big_scale(p: int, m: int, carry: int) -> None:
    n = load32(p, 0)
    at = p + 4
    end = at + (n << 2)
    while at < end:
        carry += load32(at, 0) * m
        store32(at, 0, carry)
        carry = shr_u(carry, 32)
        at += 4
    if carry != 0:
        store32(at, 0, carry)
        store32(p, 0, n + 1)


# p = p * 10**e.
def big_scale_ten(p: int, e: int) -> None:
    while e >= 9:
        big_scale(p, 1000000000, 0)
        e -= 9
    m = 1
    while e > 0:
        m = m * 10
        e -= 1
    big_scale(p, m, 0)


def big_shift(p: int, bits: int) -> None:
    n = load32(p, 0)
    if n == 0:
        return
    limbs = bits >> 5
    if limbs > 0:
        memory_copy(p + 4 + (limbs << 2), p + 4, n << 2)
        memory_fill(p + 4, 0, limbs << 2)
        store32(p, 0, n + limbs)
    if bits & 31 != 0:
        big_scale(p, 1 << (bits & 31), 0)


def big_bits(p: int) -> int:
    n = load32(p, 0)
    if n == 0:
        return 0
    return (n << 5) + 32 - clz(load32(p + (n << 2), 0))


# -1, 0 or 1.
def big_compare(p: int, q: int) -> int:
    n = load32(p, 0)
    m = load32(q, 0)
    if n != m:
        if n < m:
            return -1
        return 1
    i = n << 2
    while i > 0:
        a = load32(p + i, 0)
        b = load32(q + i, 0)
        if a != b:
            if a < b:
                return -1
            return 1
        i -= 4
    return 0


# p = p - q, where p is not smaller.
def big_subtract(p: int, q: int) -> None:
    n = load32(p, 0) << 2
    m = load32(q, 0) << 2
    borrow = 0
    i = 4
    while i <= n:
        d = load32(p + i, 0) - borrow
        if i <= m:
            d -= load32(q + i, 0)
        store32(p + i, 0, d)
        borrow = shr_u(d, 63)
        i += 4
    while n > 0 and load32(p + n, 0) == 0:
        n -= 4
    store32(p, 0, n >> 2)


# p = p + q.
def big_add(p: int, q: int) -> None:
    n = load32(p, 0) << 2
    m = load32(q, 0) << 2
    while n < m:
        n += 4
        store32(p + n, 0, 0)
    carry = 0
    i = 4
    while i <= n:
        carry += load32(p + i, 0)
        if i <= m:
            carry += load32(q + i, 0)
        store32(p + i, 0, carry)
        carry = shr_u(carry, 32)
        i += 4
    if carry != 0:
        n += 4
        store32(p + n, 0, carry)
    store32(p, 0, n >> 2)


# The quotient of p and q, which is known to be 0 to 9; the remainder stays in p.
def big_digit(p: int, q: int) -> int:
    d = 0
    while big_compare(p, q) >= 0:
        big_subtract(p, q)
        d += 1
    return d


# The float nearest to p / q, ties to even. Destroys both. q is not 0.
def big_ratio(p: int, q: int) -> float:
    if load32(p, 0) == 0:
        return 0.0
    e = big_bits(p) - big_bits(q)
    if e > 0:
        big_shift(q, e)
    else:
        big_shift(p, -e)
    if big_compare(p, q) < 0:
        big_shift(p, 1)
        e -= 1
    # The value is p / q * 2**e with p / q from 1 up to 2.
    if e > 1023:
        return bits_float(9218868437227405312)
    bits = 53
    if e < -1022:
        bits = e + 1075
        if bits < 0:
            return 0.0
    mantissa = 0
    i = 0
    while i < bits:
        mantissa = mantissa << 1
        if big_compare(p, q) >= 0:
            big_subtract(p, q)
            mantissa += 1
        big_shift(p, 1)
        i += 1
    # p is twice the remainder, except where no bit was taken: there q stands for one half already.
    order = big_compare(p, q)
    if order > 0 or (order == 0 and mantissa & 1 == 1):
        mantissa += 1
    if e < -1022:
        return bits_float(mantissa)
    # The leading bit of the mantissa counts as one in the exponent.
    return bits_float(((e + 1022) << 52) + mantissa)
