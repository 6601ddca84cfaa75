"""Checks the list functions of the library against CPython's list."""

import itertools
import random


def changed(method):
    """The list after a method that changes it, with what the method gave."""
    def apply(xs, *arguments):
        copy = list(xs)
        given = method(copy, *arguments)
        return ("changed", copy) if given is None else (given, copy)
    return apply


def run(check, library):

    def library_changed(function):
        def apply(xs, *arguments):
            given = function(xs, *arguments)
            return ("changed", xs) if given is None else (given, xs)
        return apply

    def same(function, method, *arguments):
        check(library_changed(function), changed(method), *arguments)

    lists = [[], [1], [3, 1, 2], [5, 5, 5, 1], list(range(20)), [True, False, True], [1.5, -0.0, 2.5],
             ["b", "a", "\u4e16", ""], [[1, 2], [1], [2]]]
    for xs in lists:
        for i in range(-6, 7):
            if xs:
                same(library.list_insert, list.insert, xs, i, xs[0])
            same(library.list_pop, list.pop, xs, i)
            same(library.list_delete, list.__delitem__, xs, i)
            for j in range(-5, 6):
                check(library.list_slice, lambda ys, a, b, c: ys[a:b:c], xs, i, j, 1)
                for step in (-2, -1, 0, 2, 3):
                    check(library.list_slice, lambda ys, a, b, c: ys[a:b:c], xs, i, j, step)
                same(library.list_delete_slice, lambda ys, a, b: ys.__delitem__(slice(a, b)), xs, i, j)
        for i, j in itertools.product((-3, 0, 1, 9), repeat=2):
            for ys in (xs[:1], xs[::-1], xs + xs):
                if ys:
                    same(library.list_set_slice, set_slice, xs, i, j, ys)
        if xs:
            same(library.list_extend, list.extend, xs, xs)
            check(library.list_concat, lambda a, b: a + b, xs, xs[:1])
            for x in (xs[0], xs[-1]):
                check(library.list_contains, lambda a, b: b in a, xs, x)
                check(library.list_count, list.count, xs, x)
                check(library.list_index, list.index, xs, x)
                check(library.list_index, list.index, xs, x, 1)
                check(library.list_index, list.index, xs, x, -2, 9)
                same(library.list_remove, list.remove, xs, x)
            for ys in (xs, xs[:1], xs[::-1], xs + xs):
                check(library.list_equal, lambda a, b: a == b, xs, ys)
                check(library.list_compare, lambda a, b: (a > b) - (a < b), xs, ys)
        for count in (-1, 0, 1, 3):
            check(library.list_repeat, lambda a, n: a * n, xs, count)
        check(library.list_copy, list, xs)
        check(library.list_reversed, lambda a: a[::-1], xs)
        same(library.list_reverse, list.reverse, xs)
        same(library.list_clear, list.clear, xs)
        check(library.list_sorted, sorted, xs)
        check(library.list_repr, repr, xs)
        if xs:
            check(library.list_min, min, xs)
            check(library.list_max, max, xs)
    check(library.list_min, lambda xs: raise_value("min() iterable argument is empty"), [])
    check(library.list_max, lambda xs: raise_value("max() iterable argument is empty"), [])
    check(library.list_index, list.index, [1, 2], 9)
    check(library.list_index, list.index, ["a"], "it's")
    check(library.list_index, list.index, [1.5], 9.0)
    check(library.list_remove, list.remove, [1, 2], 9)
    for text in ("", "abc", "\u4e16x"):
        check(library.list_of_str, list, text)
    for start, stop, step in itertools.product((-3, 0, 5, 2 ** 63 - 1), (-7, 0, 4, 2 ** 63 - 1), (-3, -1, 0, 1, 2)):
        if abs(stop - start) < 100:
            check(library.list_range, lambda a, b, c: list(range(a, b, c)), start, stop, step)
            check(library.range_contains, lambda a, b, c, d: d in range(a, b, c), start, stop, step, 1)
        check(library.range_length, lambda a, b, c: fits(len_of(a, b, c)), start, stop, step)
    generator = random.Random(11)
    for n in list(range(0, 40)) + [63, 64, 65, 127, 200, 511]:
        xs = [generator.randrange(-9, 10) for _ in range(n)]
        check(library.list_sorted, sorted, xs)
        check(library.list_sorted, lambda a, b: sorted(a, reverse=b), xs, True)
        check(library.list_sorted, sorted, [str(x) for x in xs])
        check(library.list_sorted, sorted, [x / 2 for x in xs])
    # -0.0 and 0.0 are equal and told apart when printed: they show whether sorting is stable.
    signs = [generator.choice([0.0, -0.0, 1.0]) for _ in range(100)]
    check(library.list_sorted, sorted, signs)
    check(library.list_sorted, lambda a, b: sorted(a, reverse=b), signs, True)
    for xs in ([], [True], [False], [True, False], [False, False]):
        check(library.list_any, any, xs)
        check(library.list_all, all, xs)
    for xs in ([1, 2, 3], [2 ** 62, 2 ** 62 - 1], [-(2 ** 63)], [2 ** 63 - 1, -1, 1]):
        check(library.list_sum_int, sum, xs)
    overflow = lambda xs: raise_overflow()
    check(library.list_sum_int, overflow, [2 ** 62, 2 ** 62])
    check(library.list_sum_int, overflow, [-(2 ** 63), -1])
    check(library.list_sum_float, lambda xs: 1.0, [0.1] * 10)
    check(library.list_sum_float, lambda xs: 2.0, [1.0, 1e100, 1.0, -1e100])
    check(library.list_sum_float, sum, [1e308, 1e308])
    check(library.list_sum_float, lambda xs: "nan", [float("inf"), float("-inf")], show=str)


def raise_value(message):
    raise ValueError(message)


def raise_overflow():
    raise OverflowError("int result does not fit in 64 bits")


def len_of(start, stop, step):
    r = range(start, stop, step)
    return max(0, (stop - start + step - (1 if step > 0 else -1)) // step) if r else 0


def fits(n):
    if n >= 2 ** 63:
        raise OverflowError("Python int too large to convert to C ssize_t")
    return n


def set_slice(xs, start, stop, ys):
    xs[start:stop] = ys
