"""lower, upper, title, capitalize, swapcase, casefold with the whole of Unicode.

A result is written into a wide str of the worst size first; the shape is made narrow at the end.
One character becomes three at most.
"""

SIGMA = 931
FINAL_SIGMA = 962


# What a mapping table makes of c, or -1.
def lookup(p: int, c: int) -> int:
    # No letter between the signs of East Asia and Yi has a case.
    if c > 11567 and c < 42560:
        return -1
    at = 0
    while True:
        at += number_value(p)
        if c < at:
            return -1
        p += number_size(p)
        count = number_value(p)
        p += number_size(p)
        delta = number_value(p)
        p += number_size(p)
        step = (count & 1) + 1
        last = at + ((count >> 1) - 1) * step
        if c <= last:
            if step == 2 and (c - at) & 1 == 1:
                return -1
            if delta & 1 == 1:
                return c - (delta + 1 >> 1)
            return c + (delta >> 1)
        at = last + 1


# The same, c itself where the table says nothing.
def mapped(p: int, c: int) -> int:
    found = lookup(p, c)
    if found < 0:
        return c
    return found


# The address of the results (their number, then they) of c in a special table, or 0.
def special(p: int, c: int) -> int:
    at = 0
    while True:
        at += number_value(p)
        p += number_size(p)
        if c < at:
            return 0
        if c == at:
            return p
        count = load8(p, 0)
        p += 1
        while count > 0:
            p += number_size(p)
            count -= 1


# Appends the results at p to the wide str at `to`, from index i on; gives the index after them.
def put_special(to: int, i: int, p: int) -> int:
    count = load8(p, 0)
    p += 1
    while count > 0:
        store32(to + 16 + (i << 2), 0, number_value(p))
        p += number_size(p)
        i += 1
        count -= 1
    return i


def upper_to(to: int, i: int, c: int) -> int:
    if c < 128:
        if c >= 97 and c <= 122:
            c -= 32
    elif c == 223 or c > 328:
        found = special(upper_special_table(), c)
        if found != 0:
            return put_special(to, i, found)
        c = mapped(upper_table(), c)
    else:
        c = mapped(upper_table(), c)
    store32(to + 16 + (i << 2), 0, c)
    return i + 1


def title_to(to: int, i: int, c: int) -> int:
    if c < 128:
        return upper_to(to, i, c)
    found = special(title_special_table(), c)
    if found != 0:
        return put_special(to, i, found)
    changed = lookup(title_table(), c)
    if changed < 0:
        return upper_to(to, i, c)
    store32(to + 16 + (i << 2), 0, changed)
    return i + 1


def lower_to(to: int, i: int, c: int) -> int:
    if c < 128:
        if c >= 65 and c <= 90:
            c += 32
    elif c == 304:
        store32(to + 16 + (i << 2), 0, 105)
        i += 1
        c = 775
    else:
        c = mapped(lower_table(), c)
    store32(to + 16 + (i << 2), 0, c)
    return i + 1


def fold_to(to: int, i: int, c: int) -> int:
    if c < 128:
        return lower_to(to, i, c)
    found = special(fold_special_table(), c)
    if found != 0:
        return put_special(to, i, found)
    changed = lookup(fold_table(), c)
    if changed < 0:
        return lower_to(to, i, c)
    store32(to + 16 + (i << 2), 0, changed)
    return i + 1


# Is the sigma at index i of the str at p the end of a word? Some cased letter stands before it
# and none after it, where ignorable characters (accents, apostrophes) do not count.
def ends_word(p: int, i: int) -> bool:
    j = i - 1
    while j >= 0 and in_set(ignorable_table(), char_at(p, j)):
        j -= 1
    if j < 0 or not in_set(cased_table(), char_at(p, j)):
        return False
    n = load32(p, 0)
    j = i + 1
    while j < n and in_set(ignorable_table(), char_at(p, j)):
        j += 1
    return j >= n or not in_set(cased_table(), char_at(p, j))


def lower_at(to: int, i: int, p: int, j: int) -> int:
    c = char_at(p, j)
    if c == SIGMA and ends_word(p, j):
        store32(to + 16 + (i << 2), 0, FINAL_SIGMA)
        return i + 1
    return lower_to(to, i, c)


# The first n characters of a wide str that was made for more, in the shape they need.
def shortened(s: str, n: int) -> str:
    if n == 0:
        return ""
    p = addr(s)
    if shift_of_range(p, 0, n) != 0:
        store32(p, 0, n)
        return s
    r = str_new(n, 0)
    copy_chars(addr(r), 0, p, 0, n)
    return r


def is_ascii(p: int) -> bool:
    if load32(p, 4) != 0:
        return False
    i = p + 16
    end = i + load32(p, 0)
    while i < end:
        if load8(i, 0) > 127:
            return False
        i += 1
    return True


# A copy of an ASCII str in which the letters from `first` on, 26 of them, are changed by 32.
def flipped(p: int, first: int) -> str:
    n = load32(p, 0)
    r = str_new(n, 0)
    q = addr(r)
    i = 0
    while i < n:
        c = load8(p + 16 + i, 0)
        if c >= first and c < first + 26:
            c = c ^ 32
        store8(q + 16 + i, 0, c)
        i += 1
    return r


def str_lower(s: str) -> str:
    p = addr(s)
    if is_ascii(p):
        return flipped(p, 65)
    n = load32(p, 0)
    r = str_new_checked(n * 2, 2)
    at = 0
    i = 0
    while i < n:
        at = lower_at(addr(r), at, p, i)
        i += 1
    return shortened(r, at)


def str_upper(s: str) -> str:
    p = addr(s)
    if is_ascii(p):
        return flipped(p, 97)
    n = load32(p, 0)
    r = str_new_checked(n * 3, 2)
    at = 0
    i = 0
    while i < n:
        at = upper_to(addr(r), at, char_at(p, i))
        i += 1
    return shortened(r, at)


def str_casefold(s: str) -> str:
    p = addr(s)
    if is_ascii(p):
        return flipped(p, 65)
    n = load32(p, 0)
    r = str_new_checked(n * 3, 2)
    at = 0
    i = 0
    while i < n:
        at = fold_to(addr(r), at, char_at(p, i))
        i += 1
    return shortened(r, at)


def str_capitalize(s: str) -> str:
    p = addr(s)
    n = load32(p, 0)
    r = str_new_checked(n * 3, 2)
    at = 0
    i = 0
    while i < n:
        if i == 0:
            at = title_to(addr(r), at, char_at(p, i))
        else:
            at = lower_at(addr(r), at, p, i)
        i += 1
    return shortened(r, at)


def str_title(s: str) -> str:
    p = addr(s)
    n = load32(p, 0)
    r = str_new_checked(n * 3, 2)
    at = 0
    inside = False
    i = 0
    while i < n:
        c = char_at(p, i)
        if inside:
            at = lower_at(addr(r), at, p, i)
        else:
            at = title_to(addr(r), at, c)
        inside = is_upper(c) or is_lower(c) or is_title(c)
        i += 1
    return shortened(r, at)


def str_swapcase(s: str) -> str:
    p = addr(s)
    n = load32(p, 0)
    r = str_new_checked(n * 3, 2)
    at = 0
    i = 0
    while i < n:
        c = char_at(p, i)
        if is_upper(c):
            at = lower_at(addr(r), at, p, i)
        elif is_lower(c):
            at = upper_to(addr(r), at, c)
        else:
            store32(addr(r) + 16 + (at << 2), 0, c)
            at += 1
        i += 1
    return shortened(r, at)
