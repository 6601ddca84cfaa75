"""repr() and ascii() of str."""


# How many characters c takes in a repr whose quote is `quote`.
def repr_width(c: int, quote: int, ascii_only: bool) -> int:
    if c == 92 or c == quote or c == 10 or c == 13 or c == 9:
        return 2
    if c >= 32 and c < 127:
        return 1
    if c > 160 and not ascii_only:
        if is_printable(c):
            return 1
    if c < 256:
        return 4
    if c < 65536:
        return 6
    return 10


def hex_digit(d: int) -> int:
    if d > 9:
        return 87 + d
    return 48 + d


def quoted(s: str, ascii_only: bool) -> str:
    p = addr(s)
    n = load32(p, 0)
    quote = 39
    double = False
    i = 0
    while i < n:
        c = char_at(p, i)
        if c == 34:
            double = True
        elif c == 39:
            quote = 34
        i += 1
    # Double quotes only when they save escaping: there is a single one and no double one.
    if double:
        quote = 39
    size = 2
    top = 0
    i = 0
    while i < n:
        c = char_at(p, i)
        width = repr_width(c, quote, ascii_only)
        size += width
        if width == 1:
            top |= c
        i += 1
    r = str_new_checked(size, shift_for(top))
    q = addr(r)
    put_char(q, 0, quote)
    put_char(q, size - 1, quote)
    at = 1
    i = 0
    while i < n:
        c = char_at(p, i)
        width = repr_width(c, quote, ascii_only)
        if width == 1:
            put_char(q, at, c)
        else:
            put_char(q, at, 92)
            if width == 2:
                if c == 10:
                    c = 110
                elif c == 13:
                    c = 114
                elif c == 9:
                    c = 116
                put_char(q, at + 1, c)
            else:
                letter = 120
                if width == 6:
                    letter = 117
                elif width == 10:
                    letter = 85
                put_char(q, at + 1, letter)
                j = width - 1
                while j > 1:
                    put_char(q, at + j, hex_digit(c & 15))
                    c = c >> 4
                    j -= 1
        at += width
        i += 1
    return r


def str_repr(s: str) -> str:
    return quoted(s, False)


def str_ascii(s: str) -> str:
    return quoted(s, True)
