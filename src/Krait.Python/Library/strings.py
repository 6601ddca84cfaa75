"""str: building, comparing, slicing.

Names that begin with str_ are what the compiler calls; the others are parts.
`p` is the address of a str (its picture is in memory.py).
"""

# 256 cells of 20 bytes: the one-character strings of Latin-1, each filled when it is first asked for.
SINGLES = bytearray(5120)


def char_at(p: int, i: int) -> int:
    return load32(p + 16 + (i << load32(p, 4)), 0) & load32(p, 8)


def put_char(p: int, i: int, c: int) -> None:
    if load32(p, 4) == 0:
        store8(p + 16 + i, 0, c)
    else:
        store32(p + 16 + (i << 2), 0, c)


def shift_for(c: int) -> int:
    if c > 255:
        return 2
    return 0


# 2 when one of the characters from start up to stop needs four bytes.
def shift_of_range(p: int, start: int, stop: int) -> int:
    if load32(p, 4) == 0:
        return 0
    i = start
    while i < stop:
        if load32(p + 16 + (i << 2), 0) > 255:
            return 2
        i += 1
    return 0


# Copies count characters of the str at src from index start into the str at dst from index at.
# The caller made dst wide enough for them.
def copy_chars(dst: int, at: int, src: int, start: int, count: int) -> None:
    to = load32(dst, 4)
    of = load32(src, 4)
    if to == of:
        memory_copy(dst + 16 + (at << to), src + 16 + (start << of), count << to)
        return
    i = 0
    if to == 0:
        while i < count:
            store8(dst + 16 + at + i, 0, load32(src + 16 + ((start + i) << 2), 0))
            i += 1
    else:
        while i < count:
            store32(dst + 16 + ((at + i) << 2), 0, load8(src + 16 + start + i, 0))
            i += 1


def str_char(c: int) -> str:
    if c < 256:
        p = data(SINGLES) + c * 20
        if load32(p, 0) == 0:
            store32(p, 0, 1)
            store32(p, 4, 0)
            store32(p, 8, 255)
            store32(p, 12, 0)
            store32(p, 16, c)
        return as_str(p)
    s = str_new(1, 2)
    store32(addr(s), 16, c)
    return s


def str_chr(c: int) -> str:
    if c < 0 or c > 1114111:
        raise ValueError("chr() arg not in range(0x110000)")
    return str_char(c)


def str_ord(s: str) -> int:
    p = addr(s)
    if load32(p, 0) != 1:
        raise_ord(load32(p, 0))
    return load32(p, 16) & load32(p, 8)


def raise_ord(length: int) -> None:
    raise TypeError("ord() expected a character, but string of length " + str(length) + " found")


def str_get_code(s: str, i: int) -> int:
    p = addr(s)
    n = load32(p, 0)
    if i < 0:
        i += n
    if i < 0 or i >= n:
        raise IndexError("string index out of range")
    return char_at(p, i)


def str_get(s: str, i: int) -> str:
    return str_char(str_get_code(s, i))


# The characters from start up to stop; both are indices of s in order.
def substring(s: str, start: int, stop: int) -> str:
    p = addr(s)
    n = stop - start
    if n <= 0:
        return ""
    if n == load32(p, 0):
        return s
    if n == 1:
        return str_char(char_at(p, start))
    r = str_new(n, shift_of_range(p, start, stop))
    copy_chars(addr(r), 0, p, start, n)
    return r


# A bound of a slice with step 1, as an index from 0 to n.
def clamp(i: int, n: int) -> int:
    if i < 0:
        i += n
        if i < 0:
            return 0
        return i
    if i > n:
        return n
    return i


def str_slice_simple(s: str, start: int, stop: int) -> str:
    n = load32(addr(s), 0)
    return substring(s, clamp(start, n), clamp(stop, n))


# The first index of a slice that walks down, from -1 to n - 1. Its stop is bounded alike.
def clamp_down(i: int, n: int) -> int:
    if i < 0:
        i += n
        if i < 0:
            return -1
        return i
    if i >= n:
        return n - 1
    return i


# How many indices a slice with bounded start and stop visits.
def slice_count(start: int, stop: int, step: int) -> int:
    if step > 0:
        if stop <= start:
            return 0
        return div_u(stop - start - 1, step) + 1
    if start <= stop:
        return 0
    # The negation of the smallest int is itself, which div_u reads as 2**63: still right.
    return div_u(start - stop - 1, -step) + 1


def str_slice(s: str, start: int, stop: int, step: int) -> str:
    if step == 0:
        raise ValueError("slice step cannot be zero")
    p = addr(s)
    n = load32(p, 0)
    if step == 1:
        return substring(s, clamp(start, n), clamp(stop, n))
    if step > 0:
        start = clamp(start, n)
        stop = clamp(stop, n)
    else:
        start = clamp_down(start, n)
        stop = clamp_down(stop, n)
    count = slice_count(start, stop, step)
    if count == 0:
        return ""
    top = 0
    i = 0
    if load32(p, 4) != 0:
        while i < count:
            top |= char_at(p, start + i * step)
            i += 1
    r = str_new(count, shift_for(top))
    q = addr(r)
    i = 0
    while i < count:
        put_char(q, i, char_at(p, start + i * step))
        i += 1
    return r


def str_concat(a: str, b: str) -> str:
    p = addr(a)
    q = addr(b)
    n = load32(p, 0)
    m = load32(q, 0)
    if n == 0:
        return b
    if m == 0:
        return a
    r = str_new_checked(n + m, load32(p, 4) | load32(q, 4))
    copy_chars(addr(r), 0, p, 0, n)
    copy_chars(addr(r), n, q, 0, m)
    return r


def str_repeat(s: str, count: int) -> str:
    p = addr(s)
    n = load32(p, 0)
    if count <= 0 or n == 0:
        return ""
    if count == 1:
        return s
    if count > div_u(4294967295, n):
        raise MemoryError("")
    total = n * count
    r = str_new_checked(total, load32(p, 4))
    q = addr(r)
    copy_chars(q, 0, p, 0, n)
    # Doubling what is there already: few long copies instead of many short ones.
    done = n
    while done < total:
        more = done
        if more > total - done:
            more = total - done
        copy_chars(q, done, q, 0, more)
        done += more
    return r


def str_equal(a: str, b: str) -> bool:
    p = addr(a)
    q = addr(b)
    if p == q:
        return True
    if load64(p, 0) != load64(q, 0):
        return False
    return same_bytes(p + 16, q + 16, load32(p, 0) << load32(p, 4))


def same_bytes(p: int, q: int, size: int) -> bool:
    i = 0
    while i + 8 <= size:
        if load64(p + i, 0) != load64(q + i, 0):
            return False
        i += 8
    while i < size:
        if load8(p + i, 0) != load8(q + i, 0):
            return False
        i += 1
    return True


def str_compare(a: str, b: str) -> int:
    p = addr(a)
    q = addr(b)
    n = load32(p, 0)
    m = load32(q, 0)
    i = 0
    while i < n and i < m:
        c = char_at(p, i)
        d = char_at(q, i)
        if c != d:
            if c < d:
                return -1
            return 1
        i += 1
    if n < m:
        return -1
    if n > m:
        return 1
    return 0
