"""float: its text, rounding, and the operators that are not one instruction."""

INFINITY_BITS = 9218868437227405312
FRACTION_MASK = 4503599627370495
HIDDEN_BIT = 4503599627370496


def is_finite(x: float) -> bool:
    return x - x == 0.0


# x is mantissa * 2**exponent; the sign is left out.
def mantissa_of(x: float) -> int:
    bits = float_bits(x)
    fraction = bits & FRACTION_MASK
    if shr_u(bits, 52) & 2047 == 0:
        return fraction
    return fraction | HIDDEN_BIT


def exponent_of(x: float) -> int:
    e = shr_u(float_bits(x), 52) & 2047
    if e == 0:
        e = 1
    return e - 1075


# Writes the shortest digits that read back as x (finite, above 0) to `to`; gives
# count << 32 | (place of the point + 1000), where the value is 0.d1d2d3... * 10**place.
def shortest_digits(x: float, to: int) -> int:
    easy = easy_digits(x, to)
    if easy != 0:
        return easy
    return exact_digits(x, to)


# Numbers with up to fifteen digits: n / 10**k or n * 10**k with a whole n is tried for growing k.
# A decimal of at most fifteen digits that reads back as x is the only one of its length, so it is
# the shortest. 0 where there is none.
def easy_digits(x: float, to: int) -> int:
    if x < 0.00001 or x >= 1000000000000000.0:
        return 0
    k = 0
    ten = 1.0
    while k <= 20:
        y = x * ten
        if y >= 1000000000000000.0:
            return 0
        n = int_of(f64_nearest(y))
        if n > 0 and float_of(n) / ten == x:
            count = digit_count(n)
            put_digits(to - 16, count, n)
            place = count - k
            # Zeros at the end are only there when k is 0: otherwise a smaller k had done.
            while count > 1 and load8(to + count - 1, 0) == 48:
                count -= 1
            return count << 32 | (place + 1000)
        k += 1
        ten = ten * 10.0
    return 0


# Steele and White's digit generation over exact numbers: r / s is what is left of the value,
# low / s and high / s are how far a result may lie below and above it.
def exact_digits(x: float, to: int) -> int:
    f = mantissa_of(x)
    e = exponent_of(x)
    even = f & 1 == 0
    mark = heap_top()
    r = big_new(f)
    s = big_new(1)
    low = big_new(1)
    high = big_new(1)
    up = 0
    if f == HIDDEN_BIT and e > -1074:
        # The gap below a power of two is half the gap above.
        up = 1
    if e >= 0:
        big_shift(r, e + 1 + up)
        big_shift(s, 1 + up)
        big_shift(low, e)
        big_shift(high, e + up)
    else:
        big_shift(r, 1 + up)
        big_shift(s, 1 + up - e)
        big_shift(high, up)
    # One below or equal to the place of the point: the logarithm of the value's highest bit.
    k = int_of(f64_ceil(float_of(e + 63 - clz(f)) * 0.30102999566398114 - 0.0000000001))
    if k >= 0:
        big_scale_ten(s, k)
    else:
        big_scale_ten(r, -k)
        big_scale_ten(low, -k)
        big_scale_ten(high, -k)
    if reaches(r, high, s, even):
        k += 1
    else:
        big_scale(r, 10, 0)
        big_scale(low, 10, 0)
        big_scale(high, 10, 0)
    count = 0
    while True:
        d = big_digit(r, s)
        order = big_compare(r, low)
        near_low = order < 0 or (order == 0 and even)
        near_high = reaches(r, high, s, even)
        if near_low or near_high:
            if near_high:
                if near_low:
                    big_shift(r, 1)
                    order = big_compare(r, s)
                    if order > 0 or (order == 0 and d & 1 == 1):
                        d += 1
                else:
                    d += 1
            store8(to, count, 48 + d)
            count += 1
            set_heap_top(mark)
            return count << 32 | (k + 1000)
        store8(to + count, 0, 48 + d)
        count += 1
        big_scale(r, 10, 0)
        big_scale(low, 10, 0)
        big_scale(high, 10, 0)


# Is r + high above s, or equal to it where equal counts?
def reaches(r: int, high: int, s: int, even: bool) -> bool:
    mark = heap_top()
    sum = big_copy(r)
    big_add(sum, high)
    order = big_compare(sum, s)
    set_heap_top(mark)
    return order > 0 or (order == 0 and even)


# Spec: Python library reference, repr() of float: the shortest text that reads back, with an
# exponent below 1e-4 and from 1e16 on.
def float_repr(x: float) -> str:
    if x != x:
        return "nan"
    negative = float_bits(x) < 0
    if not is_finite(x):
        if negative:
            return "-inf"
        return "inf"
    if x == 0.0:
        if negative:
            return "-0.0"
        return "0.0"
    digits = alloc(24)
    found = shortest_digits(f64_abs(x), digits)
    count = found >> 32
    place = (found & 4294967295) - 1000
    at = alloc(40)
    n = 0
    if negative:
        store8(at, 0, 45)
        n = 1
    if place > 16 or place < -3:
        n = put_scientific(at, n, digits, count, place - 1)
    elif place <= 0:
        n = put_zeros(at, n, 1)
        store8(at + n, 0, 46)
        n = put_zeros(at, n + 1, -place)
        memory_copy(at + n, digits, count)
        n += count
    elif place >= count:
        memory_copy(at + n, digits, count)
        n = put_zeros(at, n + count, place - count)
        store8(at + n, 0, 46)
        n = put_zeros(at, n + 1, 1)
    else:
        memory_copy(at + n, digits, place)
        n += place
        store8(at + n, 0, 46)
        memory_copy(at + n + 1, digits + place, count - place)
        n += 1 + count - place
    r = str_new(n, 0)
    memory_copy(addr(r) + 16, at, n)
    return r


def put_zeros(at: int, n: int, count: int) -> int:
    while count > 0:
        store8(at + n, 0, 48)
        n += 1
        count -= 1
    return n


# d.ddde+XX: the exponent has a sign and at least two digits.
def put_scientific(at: int, n: int, digits: int, count: int, e: int) -> int:
    store8(at + n, 0, load8(digits, 0))
    n += 1
    if count > 1:
        store8(at + n, 0, 46)
        memory_copy(at + n + 1, digits + 1, count - 1)
        n += count
    store8(at + n, 0, 101)
    if e < 0:
        store8(at + n, 1, 45)
        e = -e
    else:
        store8(at + n, 1, 43)
    n += 2
    if e < 10:
        n = put_zeros(at, n, 1)
    width = digit_count(e)
    put_digits(at + n - 16, width, e)
    return n + width


def raise_zero_division() -> None:
    raise ZeroDivisionError("division by zero")


# The remainder of |x| / |y|, exact; both finite, y not 0.
def remainder(x: float, y: float) -> float:
    x = f64_abs(x)
    y = f64_abs(y)
    if x < y:
        return x
    m = mantissa_of(y)
    e = exponent_of(y)
    rest = rem_u(mantissa_of(x), m)
    up = exponent_of(x) - e
    # The mantissas have 53 bits, so eleven more fit at a time.
    while up > 0:
        step = 11
        if up < step:
            step = up
        rest = rem_u(rest << step, m)
        up -= step
    return scaled(float_of(rest), e)


# x * 2**e, where the product is a float and e is -1074 or more.
def scaled(x: float, e: int) -> float:
    while e < -1000:
        x = x * bits_float(23 << 52)
        e += 1000
    while e > 1000:
        x = x * bits_float(2023 << 52)
        e -= 1000
    return x * bits_float((e + 1023) << 52)


# Spec: Python language reference, binary arithmetic operations: the result has the sign of y.
def float_mod(x: float, y: float) -> float:
    if y == 0.0:
        raise_zero_division()
    if not is_finite(x) or y != y:
        return (x - x) + (y - y)
    if not is_finite(y):
        # The remainder is x itself, which the other sign turns round once.
        if x == 0.0:
            return f64_copysign(0.0, y)
        if (x < 0.0) != (y < 0.0):
            return y
        return x
    r = f64_copysign(remainder(x, y), x)
    if r == 0.0:
        return f64_copysign(0.0, y)
    if (r < 0.0) != (y < 0.0):
        return r + y
    return r


def float_floordiv(x: float, y: float) -> float:
    if y == 0.0:
        raise_zero_division()
    if not is_finite(x) or y != y:
        return (x - x) + (y - y)
    r = x
    if is_finite(y):
        r = f64_copysign(remainder(x, y), x)
    q = (x - r) / y
    if r != 0.0 and (r < 0.0) != (y < 0.0):
        q -= 1.0
    if q == 0.0:
        return f64_copysign(0.0, x / y)
    whole = f64_floor(q)
    if q - whole > 0.5:
        whole += 1.0
    return whole


def float_div(x: float, y: float) -> float:
    if y == 0.0:
        raise_zero_division()
    return x / y


def float_is_integer(x: float) -> bool:
    return is_finite(x) and f64_trunc(x) == x


# round(x): to the nearest whole number, ties to even.
def float_round(x: float) -> int:
    return int_from_float(f64_nearest(x))


def float_floor(x: float) -> int:
    return int_from_float(f64_floor(x))


def float_ceil(x: float) -> int:
    return int_from_float(f64_ceil(x))


def float_trunc(x: float) -> int:
    return int_from_float(x)


# round(x, ndigits): the exact value of x is rounded to that many decimals, ties to even; the
# result is the float nearest to that decimal.
def float_round_digits(x: float, ndigits: int) -> float:
    if not is_finite(x) or x == 0.0 or ndigits > 323:
        return x
    if ndigits < -308:
        return f64_copysign(0.0, x)
    e = exponent_of(x)
    if e >= 0 and ndigits >= 0:
        return x
    mark = heap_top()
    p = big_new(mantissa_of(x))
    q = big_new(1)
    if e >= 0:
        big_shift(p, e)
    else:
        big_shift(q, -e)
    if ndigits >= 0:
        big_scale_ten(p, ndigits)
    else:
        big_scale_ten(q, -ndigits)
    whole = big_rounded(p, q)
    r = scaled_ratio(whole, -ndigits)
    set_heap_top(mark)
    if not is_finite(r):
        raise OverflowError("rounded value too large to represent")
    return f64_copysign(r, x)


# p / q rounded to a whole number, ties to even. Destroys both.
def big_rounded(p: int, q: int) -> int:
    r = big_new(0)
    steps = big_bits(p) - big_bits(q)
    if steps > 0:
        big_shift(q, steps)
    else:
        steps = 0
    while steps >= 0:
        big_scale(r, 2, 0)
        if big_compare(p, q) >= 0:
            big_subtract(p, q)
            big_scale(r, 1, 1)
        big_shift(p, 1)
        steps -= 1
    # p is twice the remainder, in the scale of q.
    order = big_compare(p, q)
    odd = load32(r, 0) > 0 and load32(r, 4) & 1 == 1
    if order > 0 or (order == 0 and odd):
        big_scale(r, 1, 1)
    return r


# Equality of parts of lists and tuples. CPython takes the same object for equal before it compares;
# floats have no identity here, and it only matters for NaN.
def float_same_item(x: float, y: float) -> bool:
    if x == y:
        return True
    if x != x and y != y:
        raise ValueError("two NaN in lists or tuples are equal if they are the same object, which is not known here; use math.isnan")
    return False


def float_isnan(x: float) -> bool:
    return x != x


def float_isinf(x: float) -> bool:
    return f64_abs(x) == bits_float(INFINITY_BITS)


def float_isfinite(x: float) -> bool:
    return is_finite(x)


# math.sqrt.
def float_sqrt(x: float) -> float:
    if x < 0.0:
        raise ValueError("math domain error")
    return f64_sqrt(x)
