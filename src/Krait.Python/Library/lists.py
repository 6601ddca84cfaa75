"""list[T]: everything that does not depend on T works on addresses, the rest is generic.

A list in memory, offsets in bytes:

  +0       +4         +8
  | length | capacity | address of the items |

An item takes 8 bytes (int, float), 1 (bool) or 4 (an address).
"""

from krait.memory import alloc
from krait.strings import clamp, clamp_down, slice_count, str_join, str_concat, str_char, char_at

MAX = 9223372036854775807
MIN = -9223372036854775808

# Lengths stay below 2**31, so that no size in bytes passes 2**34.
MOST = 2147483647


def list_new(size: int, count: int) -> int:
    if count < 0 or count > MOST:
        raise MemoryError("")
    p = alloc(16)
    store32(p, count)
    store32(p + 4, count)
    store32(p + 8, alloc(size * count))
    return p


# Makes room for at least `count` items. The items move unless they are the newest block of the heap.
def list_reserve(p: int, count: int, size: int) -> None:
    capacity = load32(p + 4)
    if count <= capacity:
        return
    if count > MOST:
        raise MemoryError("")
    wanted = capacity + (capacity >> 1) + 4
    if wanted < count:
        wanted = count
    items = load32(p + 8)
    if items + ((capacity * size + 7) & -8) == heap_top() and capacity > 0:
        set_heap_top(items)
        at = alloc(wanted * size)
        store32(p + 4, wanted)
        return
    at = alloc(wanted * size)
    memory_copy(at, items, load32(p) * size)
    store32(p + 8, at)
    store32(p + 4, wanted)


# The slow path of append: room for one more.
def list_grow(p: int, size: int) -> None:
    list_reserve(p, load32(p) + 1, size)


def list_push_ref(p: int, value: int) -> None:
    n = load32(p)
    if n == load32(p + 4):
        list_reserve(p, n + 1, 4)
    store32(load32(p + 8) + (n << 2), value)
    store32(p, n + 1)


def list_push_int(p: int, value: int) -> None:
    n = load32(p)
    if n == load32(p + 4):
        list_reserve(p, n + 1, 8)
    store64(load32(p + 8) + (n << 3), value)
    store32(p, n + 1)


# Opens a gap of one item before index i (0 to length).
def open_gap(p: int, i: int, size: int) -> None:
    n = load32(p)
    list_reserve(p, n + 1, size)
    at = load32(p + 8) + i * size
    memory_copy(at + size, at, (n - i) * size)
    store32(p, n + 1)


# Takes `count` items from index i out.
def close_gap(p: int, i: int, count: int, size: int) -> None:
    n = load32(p)
    at = load32(p + 8) + i * size
    memory_copy(at, at + count * size, (n - i - count) * size)
    store32(p, n - count)


def slice_address(p: int, start: int, stop: int, step: int, size: int) -> int:
    if step == 0:
        raise ValueError("slice step cannot be zero")
    n = load32(p)
    if step > 0:
        start = clamp(start, n)
        stop = clamp(stop, n)
    else:
        start = clamp_down(start, n)
        stop = clamp_down(stop, n)
    count = slice_count(start, stop, step)
    r = list_new(size, count)
    of = load32(p + 8)
    to = load32(r + 8)
    if step == 1:
        memory_copy(to, of + start * size, count * size)
        return r
    i = 0
    while i < count:
        copy_item(to + i * size, of + (start + i * step) * size, size)
        i += 1
    return r


def copy_item(to: int, of: int, size: int) -> None:
    if size == 8:
        store64(to, load64(of))
    elif size == 4:
        store32(to, load32(of))
    else:
        store8(to, load8(of))


def concat_address(p: int, q: int, size: int) -> int:
    n = load32(p)
    m = load32(q)
    r = list_new(size, n + m)
    memory_copy(load32(r + 8), load32(p + 8), n * size)
    memory_copy(load32(r + 8) + n * size, load32(q + 8), m * size)
    return r


def repeat_address(p: int, count: int, size: int) -> int:
    n = load32(p)
    if count <= 0 or n == 0:
        return list_new(size, 0)
    if count > div_u(MOST, n):
        raise MemoryError("")
    r = list_new(size, n * count)
    to = load32(r + 8)
    of = load32(p + 8)
    if n == 1:
        i = 0
        while i < count:
            copy_item(to + i * size, of, size)
            i += 1
        return r
    i = 0
    while i < count:
        memory_copy(to + i * n * size, of, n * size)
        i += 1
    return r


def extend_address(p: int, q: int, size: int) -> None:
    n = load32(p)
    m = load32(q)
    list_reserve(p, n + m, size)
    # The items of q are asked for after the growth: p and q may be one list.
    memory_copy(load32(p + 8) + n * size, load32(q + 8), m * size)
    store32(p, n + m)


def reverse_address(p: int, size: int) -> None:
    low = load32(p + 8)
    high = low + (load32(p) - 1) * size
    while low < high:
        if size == 8:
            a = load64(low)
            store64(low, load64(high))
            store64(high, a)
        elif size == 4:
            a = load32(low)
            store32(low, load32(high))
            store32(high, a)
        else:
            a = load8(low)
            store8(low, load8(high))
            store8(high, a)
        low += size
        high -= size


def list_insert[T](xs: list[T], i: int, x: T) -> None:
    i = clamp(i, len(xs))
    open_gap(addr(xs), i, item_size(xs))
    set_item(xs, i, x)


def list_pop[T](xs: list[T], i: int = -1) -> T:
    n = len(xs)
    if n == 0:
        raise IndexError("pop from empty list")
    if i < 0:
        i += n
    if i < 0 or i >= n:
        raise IndexError("pop index out of range")
    x = item(xs, i)
    close_gap(addr(xs), i, 1, item_size(xs))
    return x


def list_delete[T](xs: list[T], i: int) -> None:
    n = len(xs)
    if i < 0:
        i += n
    if i < 0 or i >= n:
        raise IndexError("list assignment index out of range")
    close_gap(addr(xs), i, 1, item_size(xs))


def list_delete_slice[T](xs: list[T], start: int, stop: int) -> None:
    n = len(xs)
    start = clamp(start, n)
    stop = clamp(stop, n)
    if stop > start:
        close_gap(addr(xs), start, stop - start, item_size(xs))


def list_extend[T](xs: list[T], ys: list[T]) -> None:
    extend_address(addr(xs), addr(ys), item_size(xs))


def list_slice[T](xs: list[T], start: int, stop: int, step: int) -> list[T]:
    return as_like(xs, slice_address(addr(xs), start, stop, step, item_size(xs)))


def list_concat[T](xs: list[T], ys: list[T]) -> list[T]:
    return as_like(xs, concat_address(addr(xs), addr(ys), item_size(xs)))


def list_repeat[T](xs: list[T], count: int) -> list[T]:
    return as_like(xs, repeat_address(addr(xs), count, item_size(xs)))


def list_copy[T](xs: list[T]) -> list[T]:
    return as_like(xs, slice_address(addr(xs), 0, MAX, 1, item_size(xs)))


def list_clear[T](xs: list[T]) -> None:
    store32(addr(xs), 0)


def list_reverse[T](xs: list[T]) -> None:
    reverse_address(addr(xs), item_size(xs))


def list_reversed[T](xs: list[T]) -> list[T]:
    return as_like(xs, slice_address(addr(xs), MAX, MIN, -1, item_size(xs)))


# The length is read anew for each item: comparing may run code of the program one day.
def list_find[T](xs: list[T], x: T, start: int, stop: int) -> int:
    i = start
    while i < stop and i < len(xs):
        if item(xs, i) == x:
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
        if item(xs, i) == x:
            count += 1
        i += 1
    return count


def list_equal[T](xs: list[T], ys: list[T]) -> bool:
    if len(xs) != len(ys):
        return False
    i = 0
    while i < len(xs) and i < len(ys):
        if not (item(xs, i) == item(ys, i)):
            return False
        i += 1
    return len(xs) == len(ys)


# -1, 0 or 1; 2 when the first items that differ are not ordered (a NaN).
def list_compare[T](xs: list[T], ys: list[T]) -> int:
    i = 0
    while i < len(xs) and i < len(ys):
        if not (item(xs, i) == item(ys, i)):
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
    n = load32(addr(s))
    r = list_new(4, n)
    # Until they are filled, the items would be read as addresses by nobody: nothing runs between.
    i = 0
    while i < n:
        store32(load32(r + 8) + (i << 2), addr(str_char(char_at(addr(s), i))))
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
