"""Checks float ** float: exact where the result is a float, and the nearest float, found with decimal arithmetic."""

import decimal
import itertools
import random


def run(check, library):
    inf = float("inf")
    special = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -2.0, 3.0, -3.0, inf, -inf, float("nan"), 0.1, 1e300, 1e-300, 5e-324, -0.5, 2.0 ** 53, 1e17]
    for x, y in itertools.product(special, repeat=2):
        check(library.float_pow, power, x, y)
    for x, y in itertools.product([2.0, 3.0, 5.0, 10.0, 1.5, 94906267.0, 134217729.0, 0.25, -7.0], range(-30, 31)):
        check(library.float_pow, power, x, float(y))
    generator = random.Random(17)
    for _ in range(250):
        x = generator.uniform(0.0, 2.0) * 10 ** generator.randrange(-20, 20)
        y = generator.uniform(-30.0, 30.0) / generator.randrange(1, 9)
        check(library.float_pow, power, x, y)
    for _ in range(60):
        # Results near and below the smallest normal float.
        x = generator.uniform(1.5, 2.5)
        check(library.float_pow, power, x, -generator.uniform(740, 790))
    for x in (0.0, 0.25, 2.0, 1e300, inf):
        check(library.float_sqrt, lambda v: v ** 0.5, x)


def power(x, y):
    """CPython's answer, and where it is finite and not exact, the nearest float to the true power."""
    if x == 0.0 and y < 0.0:
        raise ZeroDivisionError("zero to a negative power")
    value = x ** y
    if type(value) is complex:
        raise ValueError("a negative number to a fractional power is complex, which the typed tier does not have")
    if value == 0.0 or value - value != 0.0 or abs(x) == 1.0 or x == 0.0 or y == 0.0:
        return value
    with decimal.localcontext() as context:
        context.prec = 60
        context.Emin, context.Emax = -10 ** 6, 10 ** 6
        exact = decimal.Decimal(abs(x)) ** decimal.Decimal(y)
        nearest = float(exact)
    return -nearest if value < 0 else nearest
