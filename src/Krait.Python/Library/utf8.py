"""UTF-8 at the border of the module: text comes in and goes out in it."""

REPLACEMENT = 65533


# How many bytes the sequence at p takes when `left` bytes are left, 0 where it is not one.
# Spec: Unicode, table 3-7, well-formed UTF-8 byte sequences.
def sequence_size(p: int, left: int) -> int:
    b = load8(p, 0)
    if b < 128:
        return 1
    if b < 194 or b > 244 or left < 2:
        return 0
    c = load8(p, 1)
    low = 128
    high = 191
    if b == 224:
        low = 160
    elif b == 237:
        high = 159
    elif b == 240:
        low = 144
    elif b == 244:
        high = 143
    if c < low or c > high:
        return 0
    if b < 224:
        return 2
    if left < 3 or load8(p, 2) & 192 != 128:
        return 0
    if b < 240:
        return 3
    if left < 4 or load8(p, 3) & 192 != 128:
        return 0
    return 4


def sequence_value(p: int, size: int) -> int:
    b = load8(p, 0)
    if size == 1:
        return b
    if size == 2:
        return (b & 31) << 6 | load8(p, 1) & 63
    if size == 3:
        return (b & 15) << 12 | (load8(p, 1) & 63) << 6 | load8(p, 2) & 63
    return (b & 7) << 18 | (load8(p, 1) & 63) << 12 | (load8(p, 2) & 63) << 6 | load8(p, 3) & 63


# The str of n bytes of UTF-8 at p. Each byte that belongs to no sequence becomes U+FFFD.
def utf8_decode(p: int, n: int) -> str:
    count = 0
    top = 0
    i = 0
    while i < n:
        b = load8(p + i, 0)
        size = 1
        if b >= 128:
            size = sequence_size(p + i, n - i)
            if size == 0:
                size = 1
                top |= REPLACEMENT
            else:
                top |= sequence_value(p + i, size)
        i += size
        count += 1
    if count == 0:
        return ""
    s = str_new(count, shift_for(top))
    q = addr(s)
    if count == n and top < 128:
        memory_copy(q + 16, p, n)
        return s
    i = 0
    at = 0
    while i < n:
        size = sequence_size(p + i, n - i)
        c = REPLACEMENT
        if size == 0:
            size = 1
        else:
            c = sequence_value(p + i, size)
        put_char(q, at, c)
        i += size
        at += 1
    return s


def raise_surrogate(c: int, i: int) -> None:
    text = str_ascii(str_char(c))
    raise UnicodeEncodeError("'utf-8' codec can't encode character " + text + " in position " + int_str(i)
                             + ": surrogates not allowed")


# How many bytes s takes in UTF-8.
def utf8_size(s: str) -> int:
    p = addr(s)
    n = load32(p, 0)
    size = n
    i = 0
    while i < n:
        c = char_at(p, i)
        if c > 127:
            size += 1
            if c > 2047:
                size += 1
                if c > 65535:
                    size += 1
                elif c >= 55296 and c <= 57343:
                    raise_surrogate(c, i)
        i += 1
    return size


# Writes s to `to`, which has room for utf8_size(s) bytes; gives that size.
def utf8_encode(s: str, to: int) -> int:
    p = addr(s)
    n = load32(p, 0)
    at = to
    i = 0
    while i < n:
        c = char_at(p, i)
        if c < 128:
            store8(at, 0, c)
            at += 1
        elif c < 2048:
            store8(at, 0, 192 | c >> 6)
            store8(at, 1, 128 | c & 63)
            at += 2
        elif c < 65536:
            store8(at, 0, 224 | c >> 12)
            store8(at, 1, 128 | c >> 6 & 63)
            store8(at, 2, 128 | c & 63)
            at += 3
        else:
            store8(at, 0, 240 | c >> 18)
            store8(at, 1, 128 | c >> 12 & 63)
            store8(at, 2, 128 | c >> 6 & 63)
            store8(at, 3, 128 | c & 63)
            at += 4
        i += 1
    return at - to


# Hands the text to the host, and gives back what was allocated since the heap stood at mark.
def print_text(s: str, mark: int) -> None:
    size = utf8_size(s)
    at = alloc(size)
    host_print(at, utf8_encode(s, at))
    set_heap_top(mark)
