"""str: stripping, splitting, joining, padding."""


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
    n = load32(p, 0)
    i = skip_space(p, 0, n)
    return substring(s, i, skip_space_back(p, i, n))


def str_lstrip(s: str) -> str:
    p = addr(s)
    n = load32(p, 0)
    return substring(s, skip_space(p, 0, n), n)


def str_rstrip(s: str) -> str:
    p = addr(s)
    return substring(s, 0, skip_space_back(p, 0, load32(p, 0)))


def has_char(p: int, c: int) -> bool:
    n = load32(p, 0)
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
    n = load32(p, 0)
    i = 0
    while i < n and has_char(addr(chars), char_at(p, i)):
        i += 1
    return substring(s, i, n)


def str_rstrip_chars(s: str, chars: str) -> str:
    p = addr(s)
    i = load32(p, 0)
    while i > 0 and has_char(addr(chars), char_at(p, i - 1)):
        i -= 1
    return substring(s, 0, i)


def str_split(s: str, maxsplit: int = -1) -> list[str]:
    p = addr(s)
    n = load32(p, 0)
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
    n = load32(p, 0)
    m = load32(addr(sep), 0)
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
    j = skip_space_back(p, 0, load32(p, 0))
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
    m = load32(addr(sep), 0)
    if m == 0:
        raise ValueError("empty separator")
    r = list_new(4, 0)
    j = load32(p, 0)
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
    items = load32(p, 8)
    i = 0
    j = load32(p, 0) - 1
    while i < j:
        t = load32(items + (i << 2), 0)
        store32(items + (i << 2), 0, load32(items + (j << 2), 0))
        store32(items + (j << 2), 0, t)
        i += 1
        j -= 1


def is_line_end(c: int) -> bool:
    return (c >= 10 and c <= 13) or (c >= 28 and c <= 30) or c == 133 or c == 8232 or c == 8233


def str_splitlines(s: str, keepends: bool = False) -> list[str]:
    p = addr(s)
    n = load32(p, 0)
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
    between = load32(addr(sep), 0)
    total = between * (count - 1)
    shift = load32(addr(sep), 4)
    i = 0
    while i < count:
        p = addr(item(items, i))
        total += load32(p, 0)
        shift |= load32(p, 4)
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
        copy_chars(q, at, p, 0, load32(p, 0))
        at += load32(p, 0)
        i += 1
    return r


def str_partition(s: str, sep: str) -> tuple[str, str, str]:
    n = load32(addr(s), 0)
    m = load32(addr(sep), 0)
    if m == 0:
        raise ValueError("empty separator")
    i = find_from(addr(s), addr(sep), 0, n)
    if i < 0:
        return (s, "", "")
    return (substring(s, 0, i), sep, substring(s, i + m, n))


def str_rpartition(s: str, sep: str) -> tuple[str, str, str]:
    n = load32(addr(s), 0)
    m = load32(addr(sep), 0)
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
    if load32(addr(fill), 0) != 1:
        raise TypeError("The fill character must be exactly one character long")


def str_ljust(s: str, width: int, fill: str = " ") -> str:
    check_fill(fill)
    return padded(s, 0, width - load32(addr(s), 0), fill)


def str_rjust(s: str, width: int, fill: str = " ") -> str:
    check_fill(fill)
    return padded(s, width - load32(addr(s), 0), 0, fill)


def str_center(s: str, width: int, fill: str = " ") -> str:
    check_fill(fill)
    n = load32(addr(s), 0)
    if width <= n:
        return s
    room = width - n
    # CPython puts the odd character left when the width is odd, right otherwise.
    left = (room >> 1) + (room & width & 1)
    return padded(s, left, room - left, fill)


def str_zfill(s: str, width: int) -> str:
    n = load32(addr(s), 0)
    if width <= n:
        return s
    zeros = str_repeat("0", width - n)
    if n > 0:
        c = char_at(addr(s), 0)
        if c == 43 or c == 45:
            return str_concat(str_concat(str_char(c), zeros), substring(s, 1, n))
    return str_concat(zeros, s)
