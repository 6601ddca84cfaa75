"""list[T]: what looks at every item: searching, comparing, adding up, printing."""

MAX = 9223372036854775807


# The length is read anew for each item: comparing may run code of the program one day.
def list_find[T](xs: list[T], x: T, start: int, stop: int) -> int:
    i = start
    while i < stop and i < len(xs):
        if same_item(item(xs, i), x):
            return i
        i += 1
    return -1


def list_contains[T](xs: list[T], x: T) -> bool:
    return list_find(xs, x, 0, MAX) >= 0


def list_index[T](xs: list[T], x: T, start: int = 0, stop: int = MAX) -> int:
    n = len(xs)
    i = list_find(xs, x, clamp(start, n), clamp(stop, n))
    if i < 0:
        raise ValueError(repr(x) + " is not in list")
    return i


def list_remove[T](xs: list[T], x: T) -> None:
    i = list_find(xs, x, 0, MAX)
    if i < 0:
        raise ValueError("list.remove(x): x not in list")
    close_gap(addr(xs), i, 1, item_size(xs))


def list_count[T](xs: list[T], x: T) -> int:
    count = 0
    i = 0
    while i < len(xs):
        if same_item(item(xs, i), x):
            count += 1
        i += 1
    return count


def list_equal[T](xs: list[T], ys: list[T]) -> bool:
    if addr(xs) == addr(ys):
        return True
    if len(xs) != len(ys):
        return False
    i = 0
    while i < len(xs) and i < len(ys):
        if not same_item(item(xs, i), item(ys, i)):
            return False
        i += 1
    return len(xs) == len(ys)


# -1, 0 or 1; 2 when the first items that differ are not ordered (a NaN).
def list_compare[T](xs: list[T], ys: list[T]) -> int:
    if addr(xs) == addr(ys):
        return 0
    i = 0
    while i < len(xs) and i < len(ys):
        if not same_item(item(xs, i), item(ys, i)):
            if item(xs, i) < item(ys, i):
                return -1
            if item(ys, i) < item(xs, i):
                return 1
            return 2
        i += 1
    if len(xs) < len(ys):
        return -1
    if len(xs) > len(ys):
        return 1
    return 0


def list_min[T](xs: list[T]) -> T:
    if len(xs) == 0:
        raise ValueError("min() iterable argument is empty")
    best = item(xs, 0)
    i = 1
    while i < len(xs):
        if item(xs, i) < best:
            best = item(xs, i)
        i += 1
    return best


def list_max[T](xs: list[T]) -> T:
    if len(xs) == 0:
        raise ValueError("max() iterable argument is empty")
    best = item(xs, 0)
    i = 1
    while i < len(xs):
        if best < item(xs, i):
            best = item(xs, i)
        i += 1
    return best


def list_repr[T](xs: list[T]) -> str:
    if len(xs) == 0:
        return "[]"
    parts = list_new(4, 0)
    i = 0
    while i < len(xs):
        list_push_ref(parts, addr(repr(item(xs, i))))
        i += 1
    return str_concat(str_concat("[", str_join(", ", as_list_str(parts))), "]")


def list_of_str(s: str) -> list[str]:
    n = load32(addr(s), 0)
    r = list_new(4, n)
    # Until they are filled, the items would be read as addresses by nobody: nothing runs between.
    i = 0
    while i < n:
        store32(load32(r, 8) + (i << 2), 0, addr(str_char(char_at(addr(s), i))))
        i += 1
    return as_list_str(r)


def list_any(xs: list[bool]) -> bool:
    i = 0
    while i < len(xs):
        if item(xs, i):
            return True
        i += 1
    return False


def list_all(xs: list[bool]) -> bool:
    i = 0
    while i < len(xs):
        if not item(xs, i):
            return False
        i += 1
    return True


def list_sum_int(xs: list[int], start: int = 0) -> int:
    total = start
    i = 0
    while i < len(xs):
        x = item(xs, i)
        next = total + x
        # The sum overflowed when both operands have the sign that the result has not.
        if ((total ^ next) & (x ^ next)) < 0:
            raise OverflowError("int result does not fit in 64 bits")
        total = next
        i += 1
    return total


# Adds with the lost low parts kept apart (Neumaier), as CPython does since 3.12.
def list_sum_float(xs: list[float], start: float = 0.0) -> float:
    total = start
    lost = 0.0
    i = 0
    while i < len(xs):
        x = item(xs, i)
        next = total + x
        if f64_abs(total) >= f64_abs(x):
            lost += (total - next) + x
        else:
            lost += (x - next) + total
        total = next
        i += 1
    # An infinite or NaN remainder would turn an infinite sum into NaN.
    if lost != 0.0 and lost - lost == 0.0:
        return total + lost
    return total
