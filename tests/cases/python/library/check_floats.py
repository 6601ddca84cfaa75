"""Checks the float functions of the library against CPython's float, by bits."""

import itertools
import random
import struct


def bits(n):
    return struct.unpack("<d", struct.pack("<Q", n & (1 << 64) - 1))[0]


def numbers(generator):
    inf = float("inf")
    values = [0.0, -0.0, 1.0, -1.0, 0.1, 0.2, 0.3, 1 / 3, 2 / 3, 1e16, 1e15, 123456789012345680.0, 9999999999999998.0, 1e-4, 1e-5, 0.00012345,
              5e-324, 1e-323, 2.2250738585072014e-308, 2.225073858507201e-308, 1.7976931348623157e308, 4.35, 2.675, 1e22, 1e23, 9007199254740993.0,
              0.5, 1.5, 2.5, 123.456, 1e100, 1e-100, 3.0e-310, 100.0, 1e5, 12345.678, inf, -inf, float("nan"), 2.0 ** 63, 4.9406564584124654e-320]
    values += [2.0 ** e for e in range(-1074, 1024, 61)] + [2.0 ** -44, 2.0 ** 976, 2.0 ** -1022]
    values += [10.0 ** e for e in range(-320, 309, 23)]
    for _ in range(60):
        values.append(bits(generator.getrandbits(64)))
    for _ in range(150):
        values.append(generator.randrange(-10 ** 6, 10 ** 6) / 10 ** generator.randrange(0, 9))
    return values


def run(check, library):
    generator = random.Random(13)
    values = numbers(generator)
    for x in values:
        check(library.float_repr, repr, x)
        check(library.float_parse, float, repr(x))
        check(library.float_is_integer, float.is_integer, x)
        if abs(x) < 2.0 ** 62:
            check(library.float_round, round, x)
    for x in values[::24] + [0.5, 1.5, 2.5, 2.675, 1.005, 0.125, 0.375, 25.0, 35.0, 1.7976931348623157e308, 1e22]:
        for digits in (-309, -308, -20, -2, -1, 0, 1, 2, 3, 10, 17, 323, 324):
            check(library.float_round_digits, round, x, digits)
    for x, y in itertools.product(values[:46:2] + values[-16:], repeat=2):
        if y != 0.0:
            check(library.float_mod, lambda a, b: a % b, x, y)
            check(library.float_floordiv, lambda a, b: a // b, x, y)
    for function in (library.float_mod, library.float_floordiv, library.float_div):
        check(function, lambda x, y: raise_zero(), 1.0, 0.0)
        check(function, lambda x, y: raise_zero(), float("nan"), -0.0)
    for text in texts(generator):
        check(library.float_parse, float, text)


def raise_zero():
    raise ZeroDivisionError("division by zero")


def texts(generator):
    yield from ["", " ", "1", "-1", "+1", "1.", ".5", "-.5e3", ".", "e5", "1e", "1e+", "1e5", "1E-5", "1e_5", "1e5_0", "1_0.0_1", "1_.0", "1._0",
                "_1", "1_", "1__0", " 1.5\n", "\u2003 2.5", "inf", "-inf", "+Infinity", "INF", "nan", "-nan", "NaN", "infinit", "nanx", "in f", "0x1p3",
                "1,5", "1 2", "--1", "\u0661.\u0665", "\u0661e\u0662", "1e400", "-1e400", "1e-400", "1e99999999999999999999", "0e99999999999999999999",
                "1e-99999999999999999999", "it's", "\xb2", "\U0001f40d", "1\x00", "\x001", "0" * 400 + "1", "0." + "0" * 400 + "1e401", "1" + "0" * 400,
                "9007199254740993", "9007199254740993.0000000000000000000000000000001", "9007199254740992.9999999999999999999999",
                "2.2250738585072012e-308", "2.2250738585072011e-308", "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
                "1.7976931348623158e308", "1.7976931348623159e308", "1e23", "8.5e22", "0.500000000000000166533453693773481063544750213623046875",
                "123456789012345678901234567890", "3" * 800, "3" * 800 + "e-800", "i", "n", "infinity ", "1.5f", "\u0660", "1..2", "1.2.3", "1e5.5", "1e5e5"]
    # Half way between two floats, written out, and one digit beyond a long way down.
    for _ in range(6):
        x = bits(generator.randrange(0x3FF, 0x43F) << 52 | generator.getrandbits(52))
        half = half_way(x)
        yield half
        yield half + "0" * 900 + "1"
        yield half[:-1] + "4" + "9" * 60
    for _ in range(150):
        digits = str(generator.getrandbits(generator.randrange(1, 90)))
        yield digits[:2] + "." + digits[2:] + "e" + str(generator.randrange(-330, 310))
    for _ in range(60):
        yield repr(bits(generator.getrandbits(64)))[:-1]


def half_way(x):
    """The exact decimal text of the middle between x and the float above it."""
    numerator, denominator = x.as_integer_ratio()
    step = bits(struct.unpack("<Q", struct.pack("<d", x))[0] + 1)
    n2, d2 = step.as_integer_ratio()
    top = numerator * d2 + n2 * denominator
    bottom = 2 * denominator * d2
    shift = bottom.bit_length() - 1
    assert bottom == 1 << shift
    text = str(top * 5 ** shift).rjust(shift + 1, "0")
    return text[:len(text) - shift] + "." + (text[len(text) - shift:] or "0")
