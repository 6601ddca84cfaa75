"""Checks the list functions of the library against CPython's list."""

import itertools
import random


def changed(method):
    """The list after a method that changes it, with what the method gave."""
    def apply(xs, *arguments):
        copy = list(xs)
        given = method(copy, *arguments)
        return [given, copy] if given is not None else copy
    return apply


def run(check, library):
    m = library["lists"]
    t = library["sorting"]

    def library_changed(function):
        def apply(xs, *arguments):
            given = function(xs, *arguments)
            return xs if given is None else (given, xs)
        return apply

    def same(function, method, *arguments):
        check(library_changed(function), lambda *a: tuple_or_list(changed(method)(*a)), *arguments)

    def tuple_or_list(value):
        return tuple(value) if len(value) == 2 and isinstance(value[1], list) else value

    lists = [[], [1], [3, 1, 2], [5, 5, 5, 1], list(range(20)), [True, False, True], [1.5, -0.0, 2.5],
             ["b", "a", "\u4e16", ""], [[1, 2], [1], [2]]]
    for xs in lists:
        for i in range(-6, 7):
            if xs:
                same(m.list_insert, list.insert, xs, i, xs[0])
            same(m.list_pop, list.pop, xs, i)
            same(m.list_delete, list.__delitem__, xs, i)
            for j in range(-5, 6):
                check(m.list_slice, lambda ys, a, b, c: ys[a:b:c], xs, i, j, 1)
                for step in (-2, -1, 0, 2, 3):
                    check(m.list_slice, lambda ys, a, b, c: ys[a:b:c], xs, i, j, step)
                same(m.list_delete_slice, lambda ys, a, b: ys.__delitem__(slice(a, b)), xs, i, j)
        if xs:
            same(m.list_extend, list.extend, xs, xs)
            check(m.list_concat, lambda a, b: a + b, xs, xs[:1])
            for x in (xs[0], xs[-1]):
                check(m.list_contains, lambda a, b: b in a, xs, x)
                check(m.list_count, list.count, xs, x)
                check(m.list_index, list.index, xs, x)
                check(m.list_index, list.index, xs, x, 1)
                check(m.list_index, list.index, xs, x, -2, 9)
                same(m.list_remove, list.remove, xs, x)
            for ys in (xs, xs[:1], xs[::-1], xs + xs):
                check(m.list_equal, lambda a, b: a == b, xs, ys)
                check(m.list_compare, lambda a, b: (a > b) - (a < b), xs, ys)
        for count in (-1, 0, 1, 3):
            check(m.list_repeat, lambda a, n: a * n, xs, count)
        check(m.list_copy, list, xs)
        check(m.list_reversed, lambda a: a[::-1], xs)
        same(m.list_reverse, list.reverse, xs)
        same(m.list_clear, list.clear, xs)
        check(t.list_sorted, sorted, xs)
        check(m.list_repr, repr, xs)
        if xs:
            check(m.list_min, min, xs)
            check(m.list_max, max, xs)
    check(m.list_min, lambda xs: raise_value("min() iterable argument is empty"), [])
    check(m.list_max, lambda xs: raise_value("max() iterable argument is empty"), [])
    check(m.list_index, list.index, [1, 2], 9)
    check(m.list_index, list.index, ["a"], "it's")
    check(m.list_index, list.index, [1.5], 9.0)
    check(m.list_remove, list.remove, [1, 2], 9)
    for text in ("", "abc", "\u4e16x"):
        check(m.list_of_str, list, text)
    generator = random.Random(11)
    for n in list(range(0, 40)) + [63, 64, 65, 127, 200, 511]:
        xs = [generator.randrange(-9, 10) for _ in range(n)]
        check(t.list_sorted, sorted, xs)
        check(t.list_sorted, lambda a, b: sorted(a, reverse=b), xs, True)
        check(t.list_sorted, sorted, [str(x) for x in xs])
        check(t.list_sorted, sorted, [x / 2 for x in xs])
    # -0.0 and 0.0 are equal and told apart when printed: they show whether sorting is stable.
    signs = [generator.choice([0.0, -0.0, 1.0]) for _ in range(100)]
    check(t.list_sorted, sorted, signs)
    check(t.list_sorted, lambda a, b: sorted(a, reverse=b), signs, True)
    for xs in ([], [True], [False], [True, False], [False, False]):
        check(m.list_any, any, xs)
        check(m.list_all, all, xs)
    for xs in ([1, 2, 3], [2 ** 62, 2 ** 62 - 1], [-(2 ** 63)], [2 ** 63 - 1, -1, 1]):
        check(m.list_sum_int, sum, xs)
    overflow = lambda xs: raise_overflow()
    check(m.list_sum_int, overflow, [2 ** 62, 2 ** 62])
    check(m.list_sum_int, overflow, [-(2 ** 63), -1])
    check(m.list_sum_float, lambda xs: 1.0, [0.1] * 10)
    check(m.list_sum_float, lambda xs: 2.0, [1.0, 1e100, 1.0, -1e100])
    check(m.list_sum_float, sum, [1e308, 1e308])
    check(m.list_sum_float, lambda xs: "nan", [float("inf"), float("-inf")], show=str)


def raise_value(message):
    raise ValueError(message)


def raise_overflow():
    raise OverflowError("int result does not fit in 64 bits")
