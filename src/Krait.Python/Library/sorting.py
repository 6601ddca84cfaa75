"""Stable sorting of list[T]: runs of eight by insertion, then merges of doubling width.

No recursion, O(n log n) comparisons, one buffer as long as the list. An item is
moved only when it is strictly smaller, so equal items keep their order.
"""

RUN = 8


def list_sort[T](xs: list[T], reverse: bool = False) -> None:
    n = len(xs)
    if n < 2:
        return
    # A reversed sort keeps the order of equal items: reverse, sort, reverse.
    if reverse:
        reverse_address(addr(xs), item_size(xs))
    if not in_order(xs):
        sort_up(xs)
    if reverse:
        reverse_address(addr(xs), item_size(xs))


def list_sorted[T](xs: list[T], reverse: bool = False) -> list[T]:
    ys = list_copy(xs)
    list_sort(ys, reverse)
    return ys


def in_order[T](xs: list[T]) -> bool:
    i = 1
    while i < len(xs):
        if item(xs, i) < item(xs, i - 1):
            return False
        i += 1
    return True


def sort_up[T](xs: list[T]) -> None:
    n = len(xs)
    start = 0
    while start < n:
        end = start + RUN
        if end > n:
            end = n
        insertion_sort(xs, start, end)
        start = end
    if n <= RUN:
        return
    other = as_like(xs, list_new(item_size(xs), n))
    width = RUN
    in_xs = True
    while width < n:
        if in_xs:
            merge_runs(xs, other, width)
        else:
            merge_runs(other, xs, width)
        in_xs = not in_xs
        width = width << 1
    if not in_xs:
        memory_copy(load32(addr(xs), 8), load32(addr(other), 8), n * item_size(xs))


def insertion_sort[T](xs: list[T], start: int, end: int) -> None:
    i = start + 1
    while i < end:
        x = item(xs, i)
        j = i
        while j > start and x < item(xs, j - 1):
            set_item(xs, j, item(xs, j - 1))
            j -= 1
        set_item(xs, j, x)
        i += 1


# Merges neighbouring sorted runs of `width` items of `of` into runs twice as long in `to`.
def merge_runs[T](of: list[T], to: list[T], width: int) -> None:
    n = len(of)
    start = 0
    while start < n:
        middle = start + width
        if middle > n:
            middle = n
        end = middle + width
        if end > n:
            end = n
        i = start
        j = middle
        k = start
        while i < middle and j < end:
            if item(of, j) < item(of, i):
                set_item(to, k, item(of, j))
                j += 1
            else:
                set_item(to, k, item(of, i))
                i += 1
            k += 1
        while i < middle:
            set_item(to, k, item(of, i))
            i += 1
            k += 1
        while j < end:
            set_item(to, k, item(of, j))
            j += 1
            k += 1
        start = end
