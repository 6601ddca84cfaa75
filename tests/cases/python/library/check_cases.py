"""Checks case mapping and character types against CPython's str, every code point of them."""

import random

METHODS = ["lower", "upper", "casefold", "capitalize", "title", "swapcase"]
TYPES = ["isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "isspace", "isupper", "islower", "istitle",
         "isascii", "isprintable", "isidentifier"]


def run(check, library):
    # Some of the code points that a method changes and a few others; the differential cases have them all.
    for code in list(range(0x3000)) + list(range(0x3000, 0x110000, 97)):
        c = chr(code)
        known = [m for m in METHODS if getattr(c, m)() != c] if code % 17 == 0 or code < 700 else []
        if code % 40009 == 0 or code < 300:
            known = METHODS
        for method in known:
            check(getattr(library, "str_" + method), getattr(str, method), c)
    before = {method: None for method in TYPES}
    for code in list(range(0x3000)) + list(range(0x3000, 0x110000, 97)):
        c = chr(code)
        for method in TYPES:
            now = getattr(c, method)()
            # Both sides of borders between code points that are and code points that are not.
            if now != before[method]:
                before[method] = now
                if 3000 < code < 12288 and code % 7:
                    continue
                check(getattr(library, "str_" + method), getattr(str, method), c)
                if code > 0:
                    check(getattr(library, "str_" + method), getattr(str, method), chr(code - 1))
    texts = ["", "Stra\xdfe", "\u03a3\u03a3", "\u039f\u0394\u039f\u03a3", "A\u03a3'", "A\u03a3'B", "a\u0301\u03a3", "\u03a3",
             "\ufb03x", "\u0130I\u0131i", "they're bill's", "hello WORLD 12ab", "\u01c6\u01c5\u01c4", "Hello World", "HELLO",
             "123", "12a", " \t\n", "a b", "A1", "_x1", "1x", "a\xb7", "\u4e16\u754c", "\xb2", "\xbd", "\u0663", "\u10d0\u10d1"]
    for text in texts:
        for method in METHODS:
            check(getattr(library, "str_" + method), getattr(str, method), text)
        for method in TYPES:
            check(getattr(library, "str_" + method), getattr(str, method), text)
    generator = random.Random(3)
    for _ in range(600):
        text = "".join(generator.choice("aB\u03a3\u0301'. \xdf\u0130\u01c5\U00010400") for _ in range(generator.randrange(8)))
        for method in METHODS:
            check(getattr(library, "str_" + method), getattr(str, method), text)
        for method in ("isupper", "islower", "istitle", "isalpha"):
            check(getattr(library, "str_" + method), getattr(str, method), text)
