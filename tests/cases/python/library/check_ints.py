"""Checks the int functions of the library against CPython's int, where its answer fits in 64 bits."""

import itertools
import math
import random

MIN, MAX = -(2 ** 63), 2 ** 63 - 1
TEXT = "int result does not fit in 64 bits"


def fits(function):
    """CPython's answer, or the OverflowError that stands for every int beyond 64 bits."""
    def apply(*arguments):
        value = function(*arguments)
        if type(value) is int and not MIN <= value <= MAX:
            raise OverflowError(TEXT)
        return value
    return apply


def run(check, library):
    edge = [0, 1, -1, 2, -2, 3, 7, -7, 10, 63, 64, 65, 255, 2 ** 31, -(2 ** 31), 2 ** 32, 2 ** 32 + 1, 2 ** 53, 2 ** 53 + 1,
            -(2 ** 53) - 1, 2 ** 62, -(2 ** 62), 3037000499, 3037000500, -3037000500, 10 ** 18, MAX, MAX - 1, MIN, MIN + 1]
    generator = random.Random(5)
    numbers = edge + [generator.getrandbits(generator.randrange(1, 64)) * generator.choice((1, -1)) for _ in range(25)]
    for n in numbers:
        check(library.int_str, str, n)
        check(library.int_bin, bin, n)
        check(library.int_oct, oct, n)
        check(library.int_hex, hex, n)
        check(library.int_isqrt, math.isqrt, n)
        check(library.int_bit_length, int.bit_length, n)
        check(library.int_parse, int, str(n))
        for digits in (-25, -20, -19, -18, -2, -1, 0, 3):
            check(library.int_round, fits(lambda a, d: round(a, d)), n, digits)
        for base in (2, 3, 8, 16, 36):
            check(library.int_parse_base, int, to_base(n, base), base)
    for a, b in itertools.product(numbers, repeat=2):
        check(library.int_mul, fits(lambda x, y: x * y), a, b)
        check(library.int_gcd, fits(math.gcd), a, b)
        if b != 0:
            check(library.int_truediv, lambda x, y: x / y, a, b)
    for a, b in itertools.product(list(range(-12, 13)) + [3037000499, 2 ** 31, MIN, MAX], range(0, 70)):
        check(library.int_pow, fits(lambda x, y: x ** y), a, b)
    for a, b, c in itertools.product([0, 1, -1, 7, 2 ** 40, MAX, MIN], [0, 1, 2, 5, 63, 10 ** 15],
                                     [1, -1, 2, 10, -10, 2 ** 31, MAX, MIN, 10 ** 18]):
        check(library.int_pow_mod, pow, a, b, c)
    check(library.int_truediv, lambda x, y: x / y, 1, 0)
    texts = ["", " ", "0", "-0", "+0", "00", "007", " 12 ", "\t-5\n", "1_000", "_1", "1_", "1__0", "1_000_000_0", "--1", "+-1", "- 1", "1 2",
             "1.0", "1e5", "0x1f", "x", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
             "99999999999999999999999", "00000000000000000000000000001", "\u0661\u0662\u0663", "\u0967_\u0968", "1\u0661", "\xb2", "\u3000 7 \u2003",
             "it's", "\"'", "\U0001f40d", "\x00", "1\x00", "\u2028", "12a", "+", "-", "_"]
    for text in texts:
        check(library.int_parse, fits(int), text)
        for base in (0, 2, 10, 16, 36, 37, 1):
            check(library.int_parse_base, fits(int), text, base)
    for text in ("0b101", "0B_1", "0o17", "0xfF", "0x", "0b2", "-0x10", "0x_f", "0x__f", "010", "0_0", "z", "0b1"):
        for base in (0, 2, 8, 10, 16, 36):
            check(library.int_parse_base, fits(int), text, base)
    floats = [0.0, -0.0, 0.5, -0.5, 1.0, 1.5, -1.5, 2.0 ** 53, 2.0 ** 53 + 2, 2.0 ** 62, 2.0 ** 63, -(2.0 ** 63), 9.3e18, -9.3e18, 1e300, 5e-324,
              float("inf"), float("-inf"), float("nan"), 9223372036854774784.0]
    for n, x in itertools.product(edge, floats):
        check(library.int_compare_float, lambda a, y: 2 if y != y else (a > y) - (a < y), n, x)
    for x in floats + [1e19, 123456789.99, -7.9]:
        check(library.int_from_float, fits(int), x)


def to_base(n, base):
    digits = ""
    size = abs(n)
    while True:
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[size % base] + digits
        size //= base
        if size == 0:
            return ("-" if n < 0 else "") + digits
