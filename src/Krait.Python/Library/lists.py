"""list[T]: everything that does not depend on T works on addresses, the rest is generic.

A list in memory, offsets in bytes:

  +0       +4         +8
  | length | capacity | address of the items |

An item takes 8 bytes (int, float), 1 (bool) or 4 (an address).
"""

MIN = -9223372036854775808
MAX = 9223372036854775807

# Lengths stay below 2**31, so that no size in bytes passes 2**34.
MOST = 2147483647


def list_new(size: int, count: int) -> int:
    if count < 0 or count > MOST:
        raise MemoryError("")
    p = alloc(16)
    store32(p, 0, count)
    store32(p, 4, count)
    store32(p, 8, alloc(size * count))
    return p


# Makes room for at least `count` items. The items move unless they are the newest block of the heap.
def list_reserve(p: int, count: int, size: int) -> None:
    capacity = load32(p, 4)
    if count <= capacity:
        return
    if count > MOST:
        raise MemoryError("")
    wanted = capacity + (capacity >> 1) + 4
    if wanted < count:
        wanted = count
    items = load32(p, 8)
    if items + ((capacity * size + 7) & -8) == heap_top() and capacity > 0:
        set_heap_top(items)
        at = alloc(wanted * size)
        store32(p, 4, wanted)
        return
    at = alloc(wanted * size)
    memory_copy(at, items, load32(p, 0) * size)
    store32(p, 8, at)
    store32(p, 4, wanted)


# The slow path of append: room for one more.
def list_grow(p: int, size: int) -> None:
    list_reserve(p, load32(p, 0) + 1, size)


def list_push_ref(p: int, value: int) -> None:
    n = load32(p, 0)
    if n == load32(p, 4):
        list_reserve(p, n + 1, 4)
    store32(load32(p, 8) + (n << 2), 0, value)
    store32(p, 0, n + 1)


def list_push_int(p: int, value: int) -> None:
    n = load32(p, 0)
    if n == load32(p, 4):
        list_reserve(p, n + 1, 8)
    store64(load32(p, 8) + (n << 3), 0, value)
    store32(p, 0, n + 1)


# Opens a gap of one item before index i (0 to length).
def open_gap(p: int, i: int, size: int) -> None:
    n = load32(p, 0)
    list_reserve(p, n + 1, size)
    at = load32(p, 8) + i * size
    memory_copy(at + size, at, (n - i) * size)
    store32(p, 0, n + 1)


# Takes `count` items from index i out.
def close_gap(p: int, i: int, count: int, size: int) -> None:
    n = load32(p, 0)
    at = load32(p, 8) + i * size
    memory_copy(at, at + count * size, (n - i - count) * size)
    store32(p, 0, n - count)


def slice_address(p: int, start: int, stop: int, step: int, size: int) -> int:
    if step == 0:
        raise ValueError("slice step cannot be zero")
    n = load32(p, 0)
    if step > 0:
        start = clamp(start, n)
        stop = clamp(stop, n)
    else:
        start = clamp_down(start, n)
        stop = clamp_down(stop, n)
    count = slice_count(start, stop, step)
    r = list_new(size, count)
    of = load32(p, 8)
    to = load32(r, 8)
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
        store64(to, 0, load64(of, 0))
    elif size == 4:
        store32(to, 0, load32(of, 0))
    else:
        store8(to, 0, load8(of, 0))


def concat_address(p: int, q: int, size: int) -> int:
    n = load32(p, 0)
    m = load32(q, 0)
    r = list_new(size, n + m)
    memory_copy(load32(r, 8), load32(p, 8), n * size)
    memory_copy(load32(r, 8) + n * size, load32(q, 8), m * size)
    return r


def repeat_address(p: int, count: int, size: int) -> int:
    n = load32(p, 0)
    if count <= 0 or n == 0:
        return list_new(size, 0)
    if count > div_u(MOST, n):
        raise MemoryError("")
    r = list_new(size, n * count)
    to = load32(r, 8)
    of = load32(p, 8)
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
    n = load32(p, 0)
    m = load32(q, 0)
    list_reserve(p, n + m, size)
    # The items of q are asked for after the growth: p and q may be one list.
    memory_copy(load32(p, 8) + n * size, load32(q, 8), m * size)
    store32(p, 0, n + m)


def reverse_address(p: int, size: int) -> None:
    low = load32(p, 8)
    high = low + (load32(p, 0) - 1) * size
    while low < high:
        if size == 8:
            a = load64(low, 0)
            store64(low, 0, load64(high, 0))
            store64(high, 0, a)
        elif size == 4:
            a = load32(low, 0)
            store32(low, 0, load32(high, 0))
            store32(high, 0, a)
        else:
            a = load8(low, 0)
            store8(low, 0, load8(high, 0))
            store8(high, 0, a)
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
    store32(addr(xs), 0, 0)


def list_reverse[T](xs: list[T]) -> None:
    reverse_address(addr(xs), item_size(xs))


def list_reversed[T](xs: list[T]) -> list[T]:
    return as_like(xs, slice_address(addr(xs), MAX, MIN, -1, item_size(xs)))


# xs[start:stop] = ys; ys may be xs.
def list_set_slice[T](xs: list[T], start: int, stop: int, ys: list[T]) -> None:
    p = addr(xs)
    n = len(xs)
    start = clamp(start, n)
    stop = clamp(stop, n)
    if stop < start:
        stop = start
    size = item_size(xs)
    count = len(ys)
    of = load32(addr(ys), 8)
    if addr(xs) == addr(ys):
        of = load32(slice_address(addr(ys), 0, count, 1, size), 8)
    list_reserve(p, n - (stop - start) + count, size)
    items = load32(p, 8)
    memory_copy(items + (start + count) * size, items + stop * size, (n - stop) * size)
    memory_copy(items + start * size, of, count * size)
    store32(p, 0, n - (stop - start) + count)


def list_range(start: int, stop: int, step: int) -> list[int]:
    count = range_length(start, stop, step)
    p = list_new(8, count)
    items = load32(p, 8)
    i = 0
    while i < count:
        store64(items + (i << 3), 0, start + i * step)
        i += 1
    xs: list[int] = []
    return as_like(xs, p)
