"""float ** float, rounded to nearest: y * log(x) and its exponential with twice the precision.

A value is kept as a sum high + low of two floats, low at most half a unit of high's last place.
Pairs of floats live in memory: high at p, low at p + 8. Everything relative is good to about 2**-97,
so that the one rounding at the end is the right one except where two floats are equally near
to within 2**-40, which is read as a tie.
"""

INFINITY_BITS = 9218868437227405312
FRACTION_MASK = 4503599627370495


def put_pair(p: int, high: float, low: float) -> None:
    storef64(p, 0, high)
    storef64(p, 8, low)


# p = a + b with the error of the addition as low part, where |a| >= |b|.
def put_sum(p: int, a: float, b: float) -> None:
    high = a + b
    put_pair(p, high, b - (high - a))


# The error of a * b, by splitting both into halves of 26 bits.
def product_error(a: float, b: float, product: float) -> float:
    t = a * 134217729.0
    a1 = t - (t - a)
    a2 = a - a1
    t = b * 134217729.0
    b1 = t - (t - b)
    b2 = b - b1
    return ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


# r = p * q; r may be p or q.
def pair_multiply(r: int, p: int, q: int) -> None:
    a = loadf64(p, 0)
    b = loadf64(q, 0)
    high = a * b
    low = product_error(a, b, high) + (a * loadf64(q, 8) + loadf64(p, 8) * b)
    put_sum(r, high, low)


# r = p * x.
def pair_scale(r: int, p: int, x: float) -> None:
    a = loadf64(p, 0)
    high = a * x
    put_sum(r, high, product_error(a, x, high) + loadf64(p, 8) * x)


# r = p + q.
def pair_add(r: int, p: int, q: int) -> None:
    a = loadf64(p, 0)
    b = loadf64(q, 0)
    high = a + b
    t = high - a
    low = (a - (high - t)) + (b - t)
    low += loadf64(p, 8) + loadf64(q, 8)
    put_sum(r, high, low)


# r = p / q.
def pair_divide(r: int, p: int, q: int) -> None:
    b = loadf64(q, 0)
    first = loadf64(p, 0) / b
    mark = heap_top()
    rest = alloc(16)
    pair_scale(rest, q, -first)
    pair_add(rest, p, rest)
    second = loadf64(rest, 0) / b
    pair_scale(rest, q, -second)
    # What is left after two quotients, once more.
    left = alloc(16)
    pair_scale(left, q, -first)
    pair_add(left, p, left)
    pair_add(left, left, rest)
    third = loadf64(left, 0) / b
    put_sum(r, first, second)
    put_pair(rest, third, 0.0)
    pair_add(r, r, rest)
    set_heap_top(mark)


# ln 2 as a pair.
def put_ln2(p: int, times: float) -> None:
    put_pair(p, 0.6931471805599453, 2.3190468138462996e-17)
    pair_scale(p, p, times)


# r = the natural logarithm of x (finite, above 0).
# x is m * 2**k with m from 0.7 to 1.42; the logarithm of m is 2 (s + s**3 / 3 + s**5 / 5 ...), s = (m - 1) / (m + 1).
def put_log(r: int, x: float) -> None:
    mantissa = mantissa_of(x)
    shift = clz(mantissa) - 11
    k = exponent_of(x) + 52 - shift
    m = bits_float(((mantissa << shift) & FRACTION_MASK) | 1023 << 52)
    if m > 1.4142135623730951:
        m = m * 0.5
        k += 1
    mark = heap_top()
    s = alloc(16)
    t = alloc(16)
    square = alloc(16)
    power = alloc(16)
    put_pair(s, m - 1.0, 0.0)
    put_sum(t, m, 1.0)
    if m < 1.0:
        put_sum(t, 1.0, m)
    pair_divide(s, s, t)
    pair_multiply(square, s, s)
    put_pair(power, loadf64(s, 0), loadf64(s, 8))
    put_pair(r, loadf64(s, 0), loadf64(s, 8))
    n = 3.0
    while n < 47.0:
        pair_multiply(power, power, square)
        put_pair(t, n, 0.0)
        pair_divide(t, power, t)
        pair_add(r, r, t)
        n += 2.0
    pair_scale(r, r, 2.0)
    put_ln2(t, float_of(k))
    pair_add(r, t, r)
    set_heap_top(mark)


# e ** p as a float, for a p whose result is neither infinite nor 0; p is destroyed.
# p is k * ln 2 + rest; the rest is divided by 256, and the series of its exponential is squared eight times.
def exponential(p: int) -> float:
    k = f64_nearest(loadf64(p, 0) * 1.4426950408889634)
    mark = heap_top()
    t = alloc(16)
    sum = alloc(16)
    term = alloc(16)
    put_ln2(t, -k)
    pair_add(p, p, t)
    pair_scale(p, p, 0.00390625)
    # The sum leaves the leading 1 out: squaring is then 2 * sum + sum**2, which keeps small results exact.
    put_pair(sum, loadf64(p, 0), loadf64(p, 8))
    put_pair(term, loadf64(p, 0), loadf64(p, 8))
    n = 2.0
    while n < 13.0:
        pair_multiply(term, term, p)
        put_pair(t, n, 0.0)
        pair_divide(term, term, t)
        pair_add(sum, sum, term)
        n += 1.0
    i = 0
    while i < 8:
        pair_multiply(t, sum, sum)
        pair_scale(sum, sum, 2.0)
        pair_add(sum, sum, t)
        i += 1
    put_pair(t, 1.0, 0.0)
    pair_add(sum, t, sum)
    high = loadf64(sum, 0)
    low = loadf64(sum, 8)
    set_heap_top(mark)
    return rounded_power(high, low, int_of(k))


# (high + low) * 2**k, rounded once.
def rounded_power(high: float, low: float, k: int) -> float:
    bits = float_bits(high)
    # Half the distance to the next float on low's side.
    half = (bits_float(bits + 1) - high) * 0.5
    if low < 0.0:
        half = (high - bits_float(bits - 1)) * 0.5
    if f64_abs(f64_abs(low) - half) < half * 0.0000000000009 and bits & 1 == 1:
        # A tie to within what the low part can tell: to even.
        if low > 0.0:
            bits += 1
        else:
            bits -= 1
        low = 0.0
    e = shr_u(bits, 52) - 1023 + k
    if e > 1023:
        return bits_float(INFINITY_BITS)
    if e >= -1022:
        return bits_float(bits + (k << 52))
    # A subnormal result has fewer bits. An odd last bit stands for whatever lies below it,
    # so that the scaling, which rounds, rounds the true value.
    if low != 0.0:
        if low < 0.0:
            bits -= 1
        bits |= 1
    return scaled(bits_float(bits), k)


def is_odd(y: float) -> bool:
    return f64_abs(y) < 9007199254740992.0 and f64_trunc(y * 0.5) != y * 0.5


def raise_power_overflow() -> None:
    raise OverflowError("(34, 'Numerical result out of range')")


# Spec: Python language reference, the power operator; IEEE 754, pow.
def float_pow(x: float, y: float) -> float:
    if y == 0.0 or x == 1.0:
        return 1.0
    if x != x or y != y:
        return x + y
    size = f64_abs(x)
    whole = f64_trunc(y) == y
    negative = float_bits(x) < 0 and whole and is_odd(y)
    if size == 0.0:
        if y < 0.0:
            raise ZeroDivisionError("zero to a negative power")
        if negative:
            return -0.0
        return 0.0
    if not is_finite(y):
        if size == 1.0:
            return 1.0
        if (size > 1.0) == (y > 0.0):
            return bits_float(INFINITY_BITS)
        return 0.0
    r = 0.0
    if not is_finite(x):
        if y > 0.0:
            r = bits_float(INFINITY_BITS)
    else:
        if x < 0.0 and not whole:
            raise ValueError("a negative number to a fractional power is complex, which the typed tier does not have")
        r = finite_power(size, y)
        if not is_finite(r):
            raise_power_overflow()
    if negative:
        return -r
    return r


# x ** y for x above 0; infinite where it is too large.
def finite_power(x: float, y: float) -> float:
    if y == 1.0 or x == 1.0:
        return x
    mark = heap_top()
    p = alloc(16)
    put_log(p, x)
    # Beyond these the result is infinite or 0, and the product might leave the floats.
    size = loadf64(p, 0) * y
    r = 0.0
    if size > 710.0:
        r = bits_float(INFINITY_BITS)
    elif size > -746.0:
        pair_scale(p, p, y)
        r = exponential(p)
    set_heap_top(mark)
    return r
