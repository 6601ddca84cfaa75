"""str: building, comparing, searching, slicing, splitting.

Names that begin with str_ are what the compiler calls; the others are parts.
`p` is the address of a str (its picture is in memory.py).
"""

from krait.memory import alloc, str_new, str_new_checked
from krait.lists import list_new, list_push_ref

MAX = 9223372036854775807

# 256 cells of 24 bytes: the one-character strings of Latin-1, filled when first asked for.
SINGLES = bytearray(6144)


def char_at(p: int, i: int) -> int:
    return load32(p + 16 + (i << load32(p + 4))) & load32(p + 8)


def put_char(p: int, i: int, c: int) -> None:
    if load32(p + 4) == 0:
        store8(p + 16 + i, c)
    else:
        store32(p + 16 + (i << 2), c)


def shift_for(c: int) -> int:
    if c > 255:
        return 2
    return 0


# 2 when one of the characters from start up to stop needs four bytes.
def shift_of_range(p: int, start: int, stop: int) -> int:
    if load32(p + 4) == 0:
        return 0
    i = start
    while i < stop:
        if load32(p + 16 + (i << 2)) > 255:
            return 2
        i += 1
    return 0


# Copies count characters of the str at src from index start into the str at dst from index at.
# The caller made dst wide enough for them.
def copy_chars(dst: int, at: int, src: int, start: int, count: int) -> None:
    to = load32(dst + 4)
    of = load32(src + 4)
    if to == of:
        memory_copy(dst + 16 + (at << to), src + 16 + (start << of), count << to)
        return
    i = 0
    if to == 0:
        while i < count:
            store8(dst + 16 + at + i, load32(src + 16 + ((start + i) << 2)))
            i += 1
    else:
        while i < count:
            store32(dst + 16 + ((at + i) << 2), load8(src + 16 + start + i))
            i += 1


def str_char(c: int) -> str:
    if c < 256:
        p = data(SINGLES) + c * 24
        if load32(p) == 0:
            store32(p, 1)
            store32(p + 4, 0)
            store32(p + 8, 255)
            store32(p + 12, 0)
            store32(p + 16, c)
        return as_str(p)
    s = str_new(1, 2)
    store32(addr(s) + 16, c)
    return s


def str_chr(c: int) -> str:
    if c < 0 or c > 1114111:
        raise ValueError("chr() arg not in range(0x110000)")
    return str_char(c)


def str_ord(s: str) -> int:
    p = addr(s)
    if load32(p) != 1:
        raise_ord(load32(p))
    return load32(p + 16) & load32(p + 8)


def raise_ord(length: int) -> None:
    raise TypeError("ord() expected a character, but string of length " + str(length) + " found")


def str_get_code(s: str, i: int) -> int:
    p = addr(s)
    n = load32(p)
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
    if n == load32(p):
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
    n = load32(addr(s))
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
    n = load32(p)
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
    if load32(p + 4) != 0:
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
    n = load32(p)
    m = load32(q)
    if n == 0:
        return b
    if m == 0:
        return a
    r = str_new_checked(n + m, load32(p + 4) | load32(q + 4))
    copy_chars(addr(r), 0, p, 0, n)
    copy_chars(addr(r), n, q, 0, m)
    return r


def str_repeat(s: str, count: int) -> str:
    p = addr(s)
    n = load32(p)
    if count <= 0 or n == 0:
        return ""
    if count == 1:
        return s
    if count > div_u(4294967295, n):
        raise MemoryError("")
    total = n * count
    r = str_new_checked(total, load32(p + 4))
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
    if load64(p) != load64(q):
        return False
    return same_bytes(p + 16, q + 16, load32(p) << load32(p + 4))


def same_bytes(p: int, q: int, size: int) -> bool:
    i = 0
    while i + 8 <= size:
        if load64(p + i) != load64(q + i):
            return False
        i += 8
    while i < size:
        if load8(p + i) != load8(q + i):
            return False
        i += 1
    return True


def str_compare(a: str, b: str) -> int:
    p = addr(a)
    q = addr(b)
    n = load32(p)
    m = load32(q)
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


# Does sub (at address q) stand in s (at address p) at index i? The caller made sure it fits.
def matches_at(p: int, i: int, q: int) -> bool:
    m = load32(q)
    if load32(p + 4) == load32(q + 4):
        return same_bytes(p + 16 + (i << load32(p + 4)), q + 16, m << load32(q + 4))
    j = 0
    while j < m:
        if char_at(p, i + j) != char_at(q, j):
            return False
        j += 1
    return True


# The first index from start up to stop at which sub stands wholly inside, or -1.
# start and stop are indices of s, not checked here.
def find_from(p: int, q: int, start: int, stop: int) -> int:
    m = load32(q)
    last = stop - m
    if m == 0:
        if start <= stop:
            return start
        return -1
    first = char_at(q, 0)
    i = start
    while i <= last:
        if char_at(p, i) == first:
            if m == 1 or matches_at(p, i, q):
                return i
        i += 1
    return -1


def find_back(p: int, q: int, start: int, stop: int) -> int:
    m = load32(q)
    i = stop - m
    while i >= start:
        if matches_at(p, i, q):
            return i
        i -= 1
    return -1


def str_contains(s: str, sub: str) -> bool:
    return find_from(addr(s), addr(sub), 0, load32(addr(s))) >= 0


# A start beyond the end finds nothing, not even the empty string; only then does it matter that
# it is not cut down to the length.
def clamp_start(i: int, n: int) -> int:
    if i < 0:
        i += n
        if i < 0:
            return 0
    return i


def str_find(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    n = load32(addr(s))
    start = clamp_start(start, n)
    if start > n:
        return -1
    return find_from(addr(s), addr(sub), start, clamp(end, n))


def str_rfind(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    n = load32(addr(s))
    start = clamp_start(start, n)
    if start > n:
        return -1
    return find_back(addr(s), addr(sub), start, clamp(end, n))


def str_index(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    i = str_find(s, sub, start, end)
    if i < 0:
        raise ValueError("substring not found")
    return i


def str_rindex(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    i = str_rfind(s, sub, start, end)
    if i < 0:
        raise ValueError("substring not found")
    return i


def str_count(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    p = addr(s)
    q = addr(sub)
    n = load32(p)
    m = load32(q)
    i = clamp_start(start, n)
    stop = clamp(end, n)
    if i > n or stop < i:
        return 0
    if m == 0:
        return stop - i + 1
    count = 0
    while True:
        i = find_from(p, q, i, stop)
        if i < 0:
            return count
        count += 1
        i += m


def str_startswith(s: str, prefix: str, start: int = 0, end: int = MAX) -> bool:
    n = load32(addr(s))
    start = clamp_start(start, n)
    stop = clamp(end, n)
    if stop - start < load32(addr(prefix)) or start > n:
        return False
    return matches_at(addr(s), start, addr(prefix))


def str_endswith(s: str, suffix: str, start: int = 0, end: int = MAX) -> bool:
    n = load32(addr(s))
    start = clamp_start(start, n)
    stop = clamp(end, n)
    if stop - start < load32(addr(suffix)) or start > n:
        return False
    return matches_at(addr(s), stop - load32(addr(suffix)), addr(suffix))


def str_removeprefix(s: str, prefix: str) -> str:
    if str_startswith(s, prefix):
        return substring(s, load32(addr(prefix)), load32(addr(s)))
    return s


def str_removesuffix(s: str, suffix: str) -> str:
    if str_endswith(s, suffix):
        return substring(s, 0, load32(addr(s)) - load32(addr(suffix)))
    return s


def str_replace(s: str, old: str, new: str, count: int = -1) -> str:
    p = addr(s)
    q = addr(old)
    n = load32(p)
    m = load32(q)
    found = 0
    if m == 0:
        found = n + 1
    else:
        found = str_count(s, old)
    if count >= 0 and count < found:
        found = count
    if found == 0:
        return s
    added = load32(addr(new))
    if added > m and found > div_u(4294967295, added - m):
        raise MemoryError("")
    r = str_new_checked(n + found * (added - m), load32(p + 4) | load32(addr(new) + 4))
    t = addr(r)
    at = 0
    i = 0
    while found > 0:
        next = i
        if m != 0:
            next = find_from(p, q, i, n)
        copy_chars(t, at, p, i, next - i)
        at += next - i
        copy_chars(t, at, addr(new), 0, added)
        at += added
        i = next + m
        found -= 1
        if m == 0 and i < n:
            # An empty pattern stands before every character: step over one.
            copy_chars(t, at, p, i, 1)
            at += 1
            i += 1
    copy_chars(t, at, p, i, n - i)
    return narrowed(r)


# The same text in the narrow shape when all its characters allow that.
def narrowed(s: str) -> str:
    p = addr(s)
    if load32(p + 4) == 0:
        return s
    n = load32(p)
    if shift_of_range(p, 0, n) != 0:
        return s
    if n == 0:
        return ""
    r = str_new(n, 0)
    copy_chars(addr(r), 0, p, 0, n)
    return r


def is_space(c: int) -> bool:
    if c < 128:
        return c == 32 or (c >= 9 and c <= 13) or (c >= 28 and c <= 31)
    if c < 8192:
        return c == 133 or c == 160 or c == 5760
    return (c <= 8202 or c == 8232 or c == 8233 or c == 8239 or c == 8287 or c == 12288)


def skip_space(p: int, i: int, n: int) -> int:
    while i < n and is_space(char_at(p, i)):
        i += 1
    return i


def skip_space_back(p: int, start: int, i: int) -> int:
    while i > start and is_space(char_at(p, i - 1)):
        i -= 1
    return i


def str_strip(s: str) -> str:
    p = addr(s)
    n = load32(p)
    i = skip_space(p, 0, n)
    return substring(s, i, skip_space_back(p, i, n))


def str_lstrip(s: str) -> str:
    p = addr(s)
    n = load32(p)
    return substring(s, skip_space(p, 0, n), n)


def str_rstrip(s: str) -> str:
    p = addr(s)
    return substring(s, 0, skip_space_back(p, 0, load32(p)))


def has_char(p: int, c: int) -> bool:
    n = load32(p)
    i = 0
    while i < n:
        if char_at(p, i) == c:
            return True
        i += 1
    return False


def str_strip_chars(s: str, chars: str) -> str:
    return str_rstrip_chars(str_lstrip_chars(s, chars), chars)


def str_lstrip_chars(s: str, chars: str) -> str:
    p = addr(s)
    n = load32(p)
    i = 0
    while i < n and has_char(addr(chars), char_at(p, i)):
        i += 1
    return substring(s, i, n)


def str_rstrip_chars(s: str, chars: str) -> str:
    p = addr(s)
    i = load32(p)
    while i > 0 and has_char(addr(chars), char_at(p, i - 1)):
        i -= 1
    return substring(s, 0, i)


def str_split(s: str, maxsplit: int = -1) -> list[str]:
    p = addr(s)
    n = load32(p)
    r = list_new(4, 0)
    i = skip_space(p, 0, n)
    while i < n:
        if maxsplit == 0:
            list_push_ref(r, addr(substring(s, i, n)))
            return as_list_str(r)
        j = i
        while j < n and not is_space(char_at(p, j)):
            j += 1
        list_push_ref(r, addr(substring(s, i, j)))
        maxsplit -= 1
        i = skip_space(p, j, n)
    return as_list_str(r)


def str_split_sep(s: str, sep: str, maxsplit: int = -1) -> list[str]:
    p = addr(s)
    n = load32(p)
    m = load32(addr(sep))
    if m == 0:
        raise ValueError("empty separator")
    r = list_new(4, 0)
    i = 0
    while maxsplit != 0:
        j = find_from(p, addr(sep), i, n)
        if j < 0:
            break
        list_push_ref(r, addr(substring(s, i, j)))
        maxsplit -= 1
        i = j + m
    list_push_ref(r, addr(substring(s, i, n)))
    return as_list_str(r)


def str_rsplit(s: str, maxsplit: int = -1) -> list[str]:
    p = addr(s)
    r = list_new(4, 0)
    j = skip_space_back(p, 0, load32(p))
    while j > 0:
        if maxsplit == 0:
            list_push_ref(r, addr(substring(s, 0, j)))
            break
        i = j
        while i > 0 and not is_space(char_at(p, i - 1)):
            i -= 1
        list_push_ref(r, addr(substring(s, i, j)))
        maxsplit -= 1
        j = skip_space_back(p, 0, i)
    reverse_refs(r)
    return as_list_str(r)


def str_rsplit_sep(s: str, sep: str, maxsplit: int = -1) -> list[str]:
    p = addr(s)
    m = load32(addr(sep))
    if m == 0:
        raise ValueError("empty separator")
    r = list_new(4, 0)
    j = load32(p)
    while maxsplit != 0:
        i = find_back(p, addr(sep), 0, j)
        if i < 0:
            break
        list_push_ref(r, addr(substring(s, i + m, j)))
        maxsplit -= 1
        j = i
    list_push_ref(r, addr(substring(s, 0, j)))
    reverse_refs(r)
    return as_list_str(r)


# Turns a list of references round, where it stands.
def reverse_refs(p: int) -> None:
    items = load32(p + 8)
    i = 0
    j = load32(p) - 1
    while i < j:
        t = load32(items + (i << 2))
        store32(items + (i << 2), load32(items + (j << 2)))
        store32(items + (j << 2), t)
        i += 1
        j -= 1


def is_line_end(c: int) -> bool:
    return (c >= 10 and c <= 13) or (c >= 28 and c <= 30) or c == 133 or c == 8232 or c == 8233


def str_splitlines(s: str, keepends: bool = False) -> list[str]:
    p = addr(s)
    n = load32(p)
    r = list_new(4, 0)
    i = 0
    while i < n:
        j = i
        while j < n and not is_line_end(char_at(p, j)):
            j += 1
        end = j
        if j < n:
            if char_at(p, j) == 13 and j + 1 < n and char_at(p, j + 1) == 10:
                j += 1
            j += 1
            if keepends:
                end = j
        list_push_ref(r, addr(substring(s, i, end)))
        i = j
    return as_list_str(r)


def str_join(sep: str, items: list[str]) -> str:
    count = len(items)
    if count == 0:
        return ""
    if count == 1:
        return item(items, 0)
    between = load32(addr(sep))
    total = between * (count - 1)
    shift = load32(addr(sep) + 4)
    i = 0
    while i < count:
        p = addr(item(items, i))
        total += load32(p)
        shift |= load32(p + 4)
        i += 1
    r = str_new_checked(total, shift)
    q = addr(r)
    at = 0
    i = 0
    while i < count:
        if i > 0 and between > 0:
            copy_chars(q, at, addr(sep), 0, between)
            at += between
        p = addr(item(items, i))
        copy_chars(q, at, p, 0, load32(p))
        at += load32(p)
        i += 1
    return r


def str_partition(s: str, sep: str) -> tuple[str, str, str]:
    n = load32(addr(s))
    m = load32(addr(sep))
    if m == 0:
        raise ValueError("empty separator")
    i = find_from(addr(s), addr(sep), 0, n)
    if i < 0:
        return (s, "", "")
    return (substring(s, 0, i), sep, substring(s, i + m, n))


def str_rpartition(s: str, sep: str) -> tuple[str, str, str]:
    n = load32(addr(s))
    m = load32(addr(sep))
    if m == 0:
        raise ValueError("empty separator")
    i = find_back(addr(s), addr(sep), 0, n)
    if i < 0:
        return ("", "", s)
    return (substring(s, 0, i), sep, substring(s, i + m, n))


# s with `left` and `right` fill characters around it.
def padded(s: str, left: int, right: int, fill: str) -> str:
    if left <= 0 and right <= 0:
        return s
    return str_concat(str_concat(str_repeat(fill, left), s), str_repeat(fill, right))


def check_fill(fill: str) -> None:
    if load32(addr(fill)) != 1:
        raise TypeError("The fill character must be exactly one character long")


def str_ljust(s: str, width: int, fill: str = " ") -> str:
    check_fill(fill)
    return padded(s, 0, width - load32(addr(s)), fill)


def str_rjust(s: str, width: int, fill: str = " ") -> str:
    check_fill(fill)
    return padded(s, width - load32(addr(s)), 0, fill)


def str_center(s: str, width: int, fill: str = " ") -> str:
    check_fill(fill)
    n = load32(addr(s))
    if width <= n:
        return s
    room = width - n
    # CPython puts the odd character left when the width is odd, right otherwise.
    left = (room >> 1) + (room & width & 1)
    return padded(s, left, room - left, fill)


def str_zfill(s: str, width: int) -> str:
    n = load32(addr(s))
    if width <= n:
        return s
    zeros = str_repeat("0", width - n)
    if n > 0:
        c = char_at(addr(s), 0)
        if c == 43 or c == 45:
            return str_concat(str_concat(str_char(c), zeros), substring(s, 1, n))
    return str_concat(zeros, s)
