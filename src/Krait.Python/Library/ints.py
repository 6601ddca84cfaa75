"""int: 64 bits, checked. Text both ways, powers, division with Python's rounding."""

MIN = -9223372036854775808


def raise_overflow() -> None:
    raise OverflowError("int result does not fit in 64 bits")


# Writes the decimal digits of n, read as unsigned, ending before index `end` of the str at p;
# gives the index of the first.
def put_digits(p: int, end: int, n: int) -> int:
    while True:
        q = div_u(n, 10)
        end -= 1
        store8(p + 16 + end, 0, 48 + n - q * 10)
        n = q
        if n == 0:
            return end


def digit_count(n: int) -> int:
    count = 1
    while not lt_u(n, 10):
        n = div_u(n, 10)
        count += 1
    return count


def int_str(n: int) -> str:
    size = n
    sign = 0
    if n < 0:
        # The smallest int is its own negation; as an unsigned number it is right.
        size = -n
        sign = 1
    count = digit_count(size) + sign
    s = str_new(count, 0)
    p = addr(s)
    put_digits(p, count, size)
    if sign == 1:
        store8(p, 16, 45)
    return s


# The digits of n in a base that is a power of two, after "0b", "0o" or "0x".
def int_prefixed(n: int, bits: int, letter: int) -> str:
    size = n
    sign = 0
    if n < 0:
        size = -n
        sign = 1
    count = 1
    rest = shr_u(size, bits)
    while rest != 0:
        rest = shr_u(rest, bits)
        count += 1
    s = str_new(count + 2 + sign, 0)
    p = addr(s) + 16
    if sign == 1:
        store8(p, 0, 45)
        p += 1
    store8(p, 0, 48)
    store8(p, 1, letter)
    while count > 0:
        digit = size & ((1 << bits) - 1)
        if digit > 9:
            digit += 39
        store8(p + 1 + count, 0, 48 + digit)
        size = shr_u(size, bits)
        count -= 1
    return s


def int_bin(n: int) -> str:
    return int_prefixed(n, 1, 98)


def int_oct(n: int) -> str:
    return int_prefixed(n, 3, 111)


def int_hex(n: int) -> str:
    return int_prefixed(n, 4, 120)


def raise_literal(s: str, base: int) -> None:
    raise ValueError("invalid literal for int() with base " + int_str(base) + ": " + str_repr(s))


# The value of a digit character in bases up to 36, or 99.
def digit_value(c: int) -> int:
    if c >= 97 and c <= 122:
        return c - 87
    if c >= 65 and c <= 90:
        return c - 55
    d = decimal_value(c)
    if d < 0:
        return 99
    return d


def int_parse(s: str) -> int:
    return int_parse_base(s, 10)


# Spec: Python library reference, int(): white space around, a sign, digits of any script, single
# underscores between digits; with a base, a prefix that fits it.
def int_parse_base(s: str, base: int) -> int:
    if base != 0 and (base < 2 or base > 36):
        raise ValueError("int() base must be >= 2 and <= 36, or 0")
    p = addr(s)
    i = skip_space(p, 0, load32(p, 0))
    end = skip_space_back(p, i, load32(p, 0))
    negative = False
    if i < end:
        c = char_at(p, i)
        if c == 43 or c == 45:
            negative = c == 45
            i += 1
    radix = base
    # Whether an underscore may stand here: after a prefix and between digits.
    joint = False
    if i + 1 < end and digit_value(char_at(p, i)) == 0:
        letter = char_at(p, i + 1) | 32
        of_prefix = 0
        if letter == 120:
            of_prefix = 16
        elif letter == 111:
            of_prefix = 8
        elif letter == 98:
            of_prefix = 2
        if of_prefix != 0 and (base == 0 or base == of_prefix):
            radix = of_prefix
            i += 2
            joint = True
    zeros_only = False
    if radix == 0:
        radix = 10
        # In base 0 "010" is refused as it is in source text, "000" is not.
        zeros_only = i < end and digit_value(char_at(p, i)) == 0
    value = 0
    digits = 0
    fits = True
    while i < end:
        c = char_at(p, i)
        if c == 95:
            if not joint:
                raise_literal(s, base)
            joint = False
        else:
            d = digit_value(c)
            if d >= radix or (zeros_only and d != 0):
                raise_literal(s, base)
            # Up to 2**63 for a negative number, 2**63 - 1 for others.
            most = shr_u(-1, 1)
            if negative:
                most = MIN
            if lt_u(div_u(most, radix), value):
                fits = False
            else:
                value = value * radix
                if lt_u(most - value, d):
                    fits = False
                value += d
            digits += 1
            joint = True
        i += 1
    if digits == 0 or not joint:
        raise_literal(s, base)
    if not fits:
        raise_overflow()
    if negative:
        return -value
    return value


# The high 64 bits of the unsigned product.
def mul_hi_u(a: int, b: int) -> int:
    a0 = a & 4294967295
    a1 = shr_u(a, 32)
    b0 = b & 4294967295
    b1 = shr_u(b, 32)
    low = a0 * b0
    middle = a1 * b0 + shr_u(low, 32)
    cross = a0 * b1 + (middle & 4294967295)
    return a1 * b1 + shr_u(middle, 32) + shr_u(cross, 32)


def int_mul(a: int, b: int) -> int:
    r = a * b
    high = mul_hi_u(a, b)
    # The signed high half from the unsigned one; the product fits when it only repeats the sign of r.
    if a < 0:
        high -= b
    if b < 0:
        high -= a
    if high != r >> 63:
        raise_overflow()
    return r


def int_bit_length(n: int) -> int:
    if n < 0:
        n = -n
    return 64 - clz(n)


# a ** b for b >= 0. A negative b gives a float in Python, so no int can be the answer.
def int_pow(a: int, b: int) -> int:
    if b < 0:
        if a == 0:
            raise ZeroDivisionError("0.0 cannot be raised to a negative power")
        raise ValueError("int ** int with a negative exponent is a float: write float(a) ** b")
    if b == 0:
        return 1
    if a == 0 or a == 1:
        return a
    if a == -1:
        return 1 - ((b & 1) << 1)
    # Any other base leaves 64 bits by then.
    if b > 63:
        raise_overflow()
    r = 1
    while True:
        if b & 1 == 1:
            r = int_mul(r, a)
        b = b >> 1
        if b == 0:
            return r
        a = int_mul(a, a)


# a / b, rounded once. Both convert without loss up to 2**53, and then one division rounds once;
# above, the quotient of the magnitudes is made with at least 55 bits and a sticky last one.
def int_truediv(a: int, b: int) -> float:
    if b == 0:
        raise ZeroDivisionError("division by zero")
    x = a
    if a < 0:
        x = -a
    y = b
    if b < 0:
        y = -b
    if shr_u(x, 53) == 0 and shr_u(y, 53) == 0:
        return float_of(a) / float_of(b)
    shift = 55 - (clz(y) - clz(x))
    # Long division bit by bit: the whole part of x * 2**shift / y, where it lies near 2**55.
    q = 0
    rest = 0
    if shift < 0:
        shift = 0
    q = div_u(x, y)
    rest = x - q * y
    scale = 0
    while scale < shift:
        carry = rest < 0
        rest = rest + rest
        q = q + q
        if carry or not lt_u(rest, y):
            rest -= y
            q += 1
        scale += 1
    if rest != 0:
        q |= 1
    # q is below 2**63; its conversion rounds to nearest even, and the sticky bit keeps ties honest.
    r = float_of(q) * bits_float((1023 - scale) << 52)
    if r < 0.0:
        # The one quotient of 2**63, which a signed number cannot show.
        r = -r
    if (a ^ b) < 0:
        return -r
    return r


# Compares n with x exactly: -1, 0 or 1; 2 when x is NaN.
def int_compare_float(n: int, x: float) -> int:
    if x != x:
        return 2
    if x >= 9223372036854775808.0:
        return -1
    if x < -9223372036854775808.0:
        return 1
    whole = f64_trunc(x)
    m = int_of(whole)
    if n < m:
        return -1
    if n > m:
        return 1
    if x > whole:
        return -1
    if x < whole:
        return 1
    return 0


# int(x): towards zero.
def int_from_float(x: float) -> int:
    if x != x:
        raise ValueError("cannot convert float NaN to integer")
    if f64_abs(x) > 1.7976931348623157e308:
        raise OverflowError("cannot convert float infinity to integer")
    if x >= 9223372036854775808.0 or x < -9223372036854775808.0:
        raise_overflow()
    return int_of(x)


# round(n, ndigits): to a multiple of 10 ** -ndigits, ties to the even multiple.
def int_round(n: int, ndigits: int) -> int:
    if ndigits >= 0:
        return n
    if ndigits < -19:
        return 0
    unit = 1
    while ndigits < 0:
        unit = unit * 10
        ndigits += 1
    size = n
    if n < 0:
        size = -n
    q = div_u(size, unit)
    rest = size - q * unit
    # Compared without doubling: unit may be 10**19, which is above 2**63.
    other = unit - rest
    if lt_u(other, rest) or (rest == other and q & 1 == 1):
        q += 1
    if mul_hi_u(q, unit) != 0:
        raise_overflow()
    r = q * unit
    if n < 0:
        if lt_u(MIN, r):
            raise_overflow()
        return -r
    if r < 0:
        raise_overflow()
    return r
