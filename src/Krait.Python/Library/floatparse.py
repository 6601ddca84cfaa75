"""float(text): every decimal number rounded once, to nearest, ties to even."""

INFINITY_BITS = 9218868437227405312

# More digits than this never decide how a float is rounded, except by not being all zero.
MOST_DIGITS = 770


# 10.0**e for e from 0 to 22, where it is exact.
def small_ten(e: int) -> float:
    r = 1.0
    while e > 0:
        r = r * 10.0
        e -= 1
    return r


# digits * 10**e, rounded once. `more` says that digits beyond were cut off that are not all zero.
def decimal_value_of(n: int, e: int) -> float:
    if shr_u(n, 53) == 0 and e >= -22 and e <= 22:
        if e < 0:
            return float_of(n) / small_ten(-e)
        return float_of(n) * small_ten(e)
    mark = heap_top()
    p = big_new(n)
    r = scaled_ratio(p, e)
    set_heap_top(mark)
    return r


# p * 10**e as a float. Destroys p.
def scaled_ratio(p: int, e: int) -> float:
    q = big_new(1)
    if e >= 0:
        big_scale_ten(p, e)
    else:
        big_scale_ten(q, -e)
    return big_ratio(p, q)


def raise_float(s: str) -> None:
    raise ValueError("could not convert string to float: " + str_repr(s))


# Does the text from i on, in any case, say `word`?
def says(p: int, i: int, end: int, word: str) -> bool:
    n = len(word)
    if end - i != n:
        return False
    j = 0
    while j < n:
        if char_at(p, i + j) | 32 != char_at(addr(word), j):
            return False
        j += 1
    return True


# Spec: Python library reference, float(): white space around, a sign, inf, infinity, nan, or a
# decimal number with digits of any script and single underscores between digits.
def float_parse(s: str) -> float:
    p = addr(s)
    i = skip_space(p, 0, load32(p, 0))
    end = skip_space_back(p, i, load32(p, 0))
    sign = 1.0
    if i < end:
        c = char_at(p, i)
        if c == 43 or c == 45:
            if c == 45:
                sign = -1.0
            i += 1
    if i < end and char_at(p, i) > 64:
        if says(p, i, end, "inf") or says(p, i, end, "infinity"):
            return bits_float(INFINITY_BITS) * sign
        if says(p, i, end, "nan"):
            return f64_copysign(bits_float(INFINITY_BITS) - bits_float(INFINITY_BITS), sign)
    # Up to 18 digits are kept in n; from the nineteenth on the number goes on in `big`.
    n = 0
    kept = 0
    big = 0
    seen = 0
    e = 0
    point = 0
    joint = False
    while i < end:
        c = char_at(p, i)
        d = decimal_value(c)
        if d >= 0:
            seen += 1
            joint = True
            e -= point
            if kept >= MOST_DIGITS:
                e += 1
                if d != 0 and load32(big, 4) & 1 == 0:
                    # The borders between two floats end in zeros long before this digit. One that is
                    # odd is off every border, so making it odd keeps the number on its side.
                    store32(big, 4, load32(big, 4) | 1)
            elif kept > 0 or d != 0:
                kept += 1
                if kept < 19:
                    n = n * 10 + d
                else:
                    if kept == 19:
                        big = big_new(n)
                    big_scale(big, 10, d)
        elif c == 95:
            if not joint or i + 1 >= end or decimal_value(char_at(p, i + 1)) < 0:
                raise_float(s)
            joint = False
        elif c == 46:
            if point == 1 or (seen > 0 and not joint):
                raise_float(s)
            point = 1
            joint = False
        else:
            break
        i += 1
    if seen == 0:
        raise_float(s)
    if i < end:
        e += exponent_at(s, p, i, end)
    if kept < 19:
        if n == 0 or e < -400:
            return 0.0 * sign
        if e > 400:
            return bits_float(INFINITY_BITS) * sign
        return decimal_value_of(n, e) * sign
    if e + kept < -400:
        return 0.0 * sign
    if e + kept > 400:
        return bits_float(INFINITY_BITS) * sign
    return scaled_ratio(big, e) * sign


# The exponent that begins with "e" at i and goes on to the end; at most a million either way.
def exponent_at(s: str, p: int, i: int, end: int) -> int:
    if char_at(p, i) | 32 != 101:
        raise_float(s)
    i += 1
    negative = False
    if i < end:
        c = char_at(p, i)
        if c == 43 or c == 45:
            negative = c == 45
            i += 1
    if i >= end:
        raise_float(s)
    e = 0
    joint = False
    while i < end:
        d = decimal_value(char_at(p, i))
        if d >= 0:
            joint = True
            e = e * 10 + d
            if e > 1000000000:
                e = 1000000000
        else:
            if char_at(p, i) != 95 or not joint:
                raise_float(s)
            joint = False
        i += 1
    if not joint:
        raise_float(s)
    if negative:
        return -e
    return e
