"""range: questions that need no loop."""


def range_length(start: int, stop: int, step: int) -> int:
    if step == 0:
        raise ValueError("range() arg 3 must not be zero")
    n = 0
    if step > 0:
        if start < stop:
            n = div_u(stop - start - 1, step) + 1
    elif start > stop:
        n = div_u(start - stop - 1, 0 - step) + 1
    if n < 0:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return n


def range_contains(start: int, stop: int, step: int, x: int) -> bool:
    if step == 0:
        raise ValueError("range() arg 3 must not be zero")
    if step > 0:
        return start <= x and x < stop and rem_u(x - start, step) == 0
    return stop < x and x <= start and rem_u(start - x, 0 - step) == 0
