"""What kind of character a code point is, and the str methods that ask it of every character.

The tables are explained in tools/UnicodeTables/generate.py.
"""


# How many bytes the table's number at p takes.
def number_size(p: int) -> int:
    b = load8(p, 0)
    if b < 128:
        return 1
    if b < 192:
        return 2
    return 3


def number_value(p: int) -> int:
    b = load8(p, 0)
    if b < 128:
        return b
    if b < 192:
        return (b & 63) << 8 | load8(p, 1)
    return (b & 63) << 16 | load8(p, 1) << 8 | load8(p, 2)


def in_set(p: int, c: int) -> bool:
    at = 0
    inside = False
    while True:
        # number_value and number_size in one: this loop is where the time of most methods goes.
        n = load8(p, 0)
        p += 1
        if n >= 192:
            n = (n & 63) << 16 | load8(p, 0) << 8 | load8(p, 1)
            p += 2
        elif n >= 128:
            n = (n & 63) << 8 | load8(p, 0)
            p += 1
        at += n
        if c < at:
            return inside
        inside = not inside


# The value of a decimal digit of any script, or -1.
def decimal_value(c: int) -> int:
    if c < 128:
        if c >= 48 and c <= 57:
            return c - 48
        return -1
    p = decimal_zeros_table()
    at = 0
    while True:
        at += number_value(p)
        if c < at:
            return -1
        if c < at + 10:
            return c - at
        p += number_size(p)


def is_alpha(c: int) -> bool:
    if c < 128:
        c = c | 32
        return c >= 97 and c <= 122
    return in_set(alpha_table(), c)


def is_digit(c: int) -> bool:
    return decimal_value(c) >= 0 or (c > 127 and in_set(digit_table(), c))


def is_numeric(c: int) -> bool:
    return decimal_value(c) >= 0 or (c > 127 and in_set(numeric_table(), c))


def is_printable(c: int) -> bool:
    if c < 127:
        return c >= 32
    return in_set(printable_table(), c)


def is_upper(c: int) -> bool:
    if c < 128:
        return c >= 65 and c <= 90
    return in_set(is_upper_table(), c)


def is_lower(c: int) -> bool:
    if c < 128:
        return c >= 97 and c <= 122
    return in_set(is_lower_table(), c)


def is_title(c: int) -> bool:
    return c > 127 and in_set(is_title_table(), c)


def str_isdecimal(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if decimal_value(char_at(p, i)) < 0:
            return False
        i += 1
    return n > 0


def str_isdigit(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if not is_digit(char_at(p, i)):
            return False
        i += 1
    return n > 0


def str_isnumeric(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if not is_numeric(char_at(p, i)):
            return False
        i += 1
    return n > 0


def str_isalpha(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if not is_alpha(char_at(p, i)):
            return False
        i += 1
    return n > 0


def str_isalnum(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        c = char_at(p, i)
        if not (is_alpha(c) or is_numeric(c)):
            return False
        i += 1
    return n > 0


def str_isspace(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if not is_space(char_at(p, i)):
            return False
        i += 1
    return n > 0


def str_isascii(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if char_at(p, i) > 127:
            return False
        i += 1
    return True


def str_isprintable(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    i = 0
    while i < n:
        if not is_printable(char_at(p, i)):
            return False
        i += 1
    return True


def str_isidentifier(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    if n == 0:
        return False
    if not in_set(identifier_start_table(), char_at(p, 0)):
        return False
    i = 1
    while i < n:
        if not in_set(identifier_table(), char_at(p, i)):
            return False
        i += 1
    return True


def str_isupper(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    seen = False
    i = 0
    while i < n:
        c = char_at(p, i)
        if is_lower(c) or is_title(c):
            return False
        seen = seen or is_upper(c)
        i += 1
    return seen


def str_islower(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    seen = False
    i = 0
    while i < n:
        c = char_at(p, i)
        if is_upper(c) or is_title(c):
            return False
        seen = seen or is_lower(c)
        i += 1
    return seen


# Every run of cased characters begins with an upper or title one and goes on with lower ones.
def str_istitle(s: str) -> bool:
    p = addr(s)
    n = load32(p, 0)
    seen = False
    inside = False
    i = 0
    while i < n:
        c = char_at(p, i)
        if is_upper(c) or is_title(c):
            if inside:
                return False
            seen = True
            inside = True
        elif is_lower(c):
            if not inside:
                return False
            seen = True
        else:
            inside = False
        i += 1
    return seen
