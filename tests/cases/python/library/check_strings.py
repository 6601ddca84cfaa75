"""Checks the string functions of the library against CPython's str."""

import itertools
import random


def run(check, library):
    texts = ["", "a", "ab", "aa", "aaa", "abcabc", "\xe9t\xe9", "na\xefve \u4e16\u754c", "\U0001f40d py \U0001f40d",
             "  two  words ", "\t\n x \u2003y\u3000", "\u4e16", "\u4e16\u4e16", "abc\u4e16def", "--a--b--", "x" * 40]
    bounds = [-(2 ** 63), -9, -2, -1, 0, 1, 2, 3, 9, 2 ** 63 - 1]
    for a, b in itertools.product(texts, repeat=2):
        check(library.str_concat, lambda x, y: x + y, a, b)
        check(library.str_equal, lambda x, y: x == y, a, b)
        check(library.str_compare, lambda x, y: (x > y) - (x < y), a, b)
        check(library.str_contains, lambda x, y: y in x, a, b)
        check(library.str_count, str.count, a, b)
        check(library.str_find, str.find, a, b)
        check(library.str_rfind, str.rfind, a, b)
        check(library.str_index, str.index, a, b)
        check(library.str_rindex, str.rindex, a, b)
        check(library.str_startswith, str.startswith, a, b)
        check(library.str_endswith, str.endswith, a, b)
        check(library.str_split_sep, str.split, a, b)
        check(library.str_rsplit_sep, str.rsplit, a, b)
        check(library.str_partition, str.partition, a, b)
        check(library.str_rpartition, str.rpartition, a, b)
        check(library.str_strip_chars, str.strip, a, b)
        check(library.str_removeprefix, str.removeprefix, a, b)
        check(library.str_removesuffix, str.removesuffix, a, b)
    for a in texts:
        check(library.str_strip, str.strip, a)
        check(library.str_lstrip, str.lstrip, a)
        check(library.str_rstrip, str.rstrip, a)
        for name in ("split", "rsplit"):
            for limit in (-1, 0, 1, 2, 5):
                check(getattr(library, "str_" + name), lambda x, n, m=name: getattr(x, m)(None, n), a, limit)
                check(getattr(library, "str_" + name + "_sep"), lambda x, y, n, m=name: getattr(x, m)(y, n), a, "a", limit)
        for text in ("a\nb\r\nc\rd", "\n", "\r\n\r\n", "x\x0by\x1cz\u2028w", ""):
            check(library.str_splitlines, str.splitlines, a + text)
            check(library.str_splitlines, str.splitlines, a + text, True)
        for i in range(-8, 9):
            check(library.str_get, lambda x, j: x[j], a, i)
        for count in (-1, 0, 1, 2, 7):
            check(library.str_repeat, lambda x, n: x * n, a, count)
        for width in (-3, 0, 1, 4, 5, 12):
            for fill in ("*", "\u4e16"):
                check(library.str_ljust, str.ljust, a, width, fill)
                check(library.str_rjust, str.rjust, a, width, fill)
                check(library.str_center, str.center, a, width, fill)
            check(library.str_zfill, str.zfill, a, width)
    check(library.str_ljust, str.ljust, "a", 4, "xy")
    for text in ("+5", "-5", "+", "", "\xe9"):
        check(library.str_zfill, str.zfill, text, 5)
    for a in texts[1:9:2]:
        for i, j in itertools.product(bounds, repeat=2):
            for b in ("", "a", "b", "bc", "\u4e16"):
                check(library.str_find, str.find, a, b, i, j)
                check(library.str_rfind, str.rfind, a, b, i, j)
                check(library.str_count, str.count, a, b, i, j)
                check(library.str_startswith, str.startswith, a, b, i, j)
                check(library.str_endswith, str.endswith, a, b, i, j)
            check(library.str_slice_simple, lambda x, p, q: x[p:q], a, i, j)
            for step in (-(2 ** 63), -3, -1, 0, 1, 2, 3, 2 ** 63 - 1):
                check(library.str_slice, lambda x, p, q, r: x[p:q:r], a, i, j, step)
    for a in texts:
        for old, new in itertools.product(("", "a", "aa", "\u4e16", "--", "zz"), ("", "b", "\U0001f40d", "long one")):
            for count in (-1, 0, 1, 2, 100):
                check(library.str_replace, str.replace, a, old, new, count)
    for items in ([], ["a"], ["", ""], ["a", "\u4e16", ""], ["x", "yy", "zzz"]):
        for sep in ("", ",", " \U0001f40d "):
            check(library.str_join, lambda x, ys: x.join(ys), sep, items)
    for c in (0, 65, 255, 256, 0xD800, 0xFFFF, 0x10FFFF, 0x110000, -1, 2 ** 40):
        check(library.str_chr, lambda n: chr(n) if abs(n) < 2 ** 31 else chr(0x110000), c)
    for a in ("", "a", "ab", "\u4e16", "\U0001f40d"):
        check(library.str_ord, ord, a)
    generator = random.Random(7)
    for _ in range(1500):
        a = "".join(generator.choice("ab\xe9\u4e16") for _ in range(generator.randrange(9)))
        b = "".join(generator.choice("ab\u4e16") for _ in range(generator.randrange(3)))
        n = generator.randrange(-1, 4)
        check(library.str_replace, str.replace, a, b, "\xe9", n)
        check(library.str_count, str.count, a, b)
        check(library.str_find, str.find, a, b, n)
        if b:
            check(library.str_split_sep, str.split, a, b, n)
            check(library.str_rsplit_sep, str.rsplit, a, b, n)
