"""str: searching, counting, replacing."""

MAX = 9223372036854775807


# Does sub (at address q) stand in s (at address p) at index i? The caller made sure it fits.
def matches_at(p: int, i: int, q: int) -> bool:
    m = load32(q, 0)
    if load32(p, 4) == load32(q, 4):
        return same_bytes(p + 16 + (i << load32(p, 4)), q + 16, m << load32(q, 4))
    j = 0
    while j < m:
        if char_at(p, i + j) != char_at(q, j):
            return False
        j += 1
    return True


# The first index from start up to stop at which sub stands wholly inside, or -1.
# start and stop are indices of s, not checked here.
def find_from(p: int, q: int, start: int, stop: int) -> int:
    m = load32(q, 0)
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
    m = load32(q, 0)
    i = stop - m
    while i >= start:
        if matches_at(p, i, q):
            return i
        i -= 1
    return -1


def str_contains(s: str, sub: str) -> bool:
    return find_from(addr(s), addr(sub), 0, load32(addr(s), 0)) >= 0


# A start beyond the end finds nothing, not even the empty string; only then does it matter that
# it is not cut down to the length.
def clamp_start(i: int, n: int) -> int:
    if i < 0:
        i += n
        if i < 0:
            return 0
    return i


def str_find(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    n = load32(addr(s), 0)
    start = clamp_start(start, n)
    if start > n:
        return -1
    return find_from(addr(s), addr(sub), start, clamp(end, n))


def str_rfind(s: str, sub: str, start: int = 0, end: int = MAX) -> int:
    n = load32(addr(s), 0)
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
    n = load32(p, 0)
    m = load32(q, 0)
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
    n = load32(addr(s), 0)
    start = clamp_start(start, n)
    stop = clamp(end, n)
    if stop - start < load32(addr(prefix), 0) or start > n:
        return False
    return matches_at(addr(s), start, addr(prefix))


def str_endswith(s: str, suffix: str, start: int = 0, end: int = MAX) -> bool:
    n = load32(addr(s), 0)
    start = clamp_start(start, n)
    stop = clamp(end, n)
    if stop - start < load32(addr(suffix), 0) or start > n:
        return False
    return matches_at(addr(s), stop - load32(addr(suffix), 0), addr(suffix))


def str_removeprefix(s: str, prefix: str) -> str:
    if str_startswith(s, prefix):
        return substring(s, load32(addr(prefix), 0), load32(addr(s), 0))
    return s


def str_removesuffix(s: str, suffix: str) -> str:
    if str_endswith(s, suffix):
        return substring(s, 0, load32(addr(s), 0) - load32(addr(suffix), 0))
    return s


def str_replace(s: str, old: str, new: str, count: int = -1) -> str:
    p = addr(s)
    q = addr(old)
    n = load32(p, 0)
    m = load32(q, 0)
    found = 0
    if m == 0:
        found = n + 1
    else:
        found = str_count(s, old)
    if count >= 0 and count < found:
        found = count
    if found == 0:
        return s
    added = load32(addr(new), 0)
    if added > m and found > div_u(4294967295, added - m):
        raise MemoryError("")
    r = str_new_checked(n + found * (added - m), load32(p, 4) | load32(addr(new), 4))
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
    if load32(p, 4) == 0:
        return s
    n = load32(p, 0)
    if shift_of_range(p, 0, n) != 0:
        return s
    if n == 0:
        return ""
    r = str_new(n, 0)
    copy_chars(addr(r), 0, p, 0, n)
    return r


def str_contains_char(s: str, c: int) -> bool:
    return has_char(addr(s), c)
