# Loops whose tests the compiler would like to leave out: every one has a round where it must not.
MAX = 9223372036854775807
MIN = -9223372036854775808


def shrinks(xs: list[int]) -> int:
    total = 0
    n = len(xs)
    try:
        for i in range(n):
            total += xs[i]
            if i == 2:
                xs.pop()
                xs.pop()
    except IndexError as e:
        print("shrinks", e, total)
    return total


def shrinks_by_alias(xs: list[int]) -> int:
    ys = xs
    total = 0
    try:
        for i in range(len(xs)):
            total += xs[i]
            del ys[0]
    except IndexError as e:
        print("alias", e, total)
    return total


def grows_by_alias(xs: list[int]) -> int:
    ys = xs
    total = 0
    i = 0
    while i < len(xs):
        total += xs[i]
        if len(ys) < 40:
            ys.append(xs[i] + len(xs))
        i += 1
    return total


def grow(xs: list[int], x: int) -> None:
    xs.append(x)


def grows_by_call(xs: list[int]) -> int:
    total = 0
    for i in range(50):
        total += xs[i]
        grow(xs, total % 7)
        xs[i] = len(xs)
    return total + len(xs)


def negative(xs: list[int]) -> int:
    total = 0
    for i in range(-len(xs), len(xs)):
        total = total * 3 + xs[i]
    try:
        for i in range(2, -20, -1):
            total += xs[i]
    except IndexError as e:
        print("negative", e, total)
    return total


def steps(xs: list[int], step: int) -> int:
    total = 0
    try:
        for i in range(0, len(xs) + 3, step):
            total = total * 2 + xs[i]
    except IndexError as e:
        print("steps", step, e, total)
    return total


def near_the_end() -> None:
    for i in range(MAX - 2, MAX):
        print(i, i - 1, i + 1)
    for i in range(MIN + 2, MIN, -1):
        print(i, i - 1, i + 1)
    for i in range(MAX - 5, MAX, 3):
        print(i)


def changing_bounds(xs: list[int]) -> int:
    low = 0
    high = len(xs) - 1
    total = 0
    while low <= high:
        total += xs[low] * 2 - xs[high]
        if total % 3 == 0:
            low += 1
        else:
            high -= 1
    return total


def off_by_one(xs: list[int]) -> None:
    total = 0
    try:
        for i in range(len(xs) + 1):
            total += xs[i]
    except IndexError as e:
        print("off_by_one", e, total)
    try:
        for i in range(len(xs)):
            total += xs[i + 1]
    except IndexError as e:
        print("off_by_one", e, total)
    try:
        i = len(xs) - 1
        while i >= -len(xs) - 1:
            total += xs[i]
            i -= 1
    except IndexError as e:
        print("off_by_one", e, total)


def rebinds(xs: list[int]) -> int:
    total = 0
    for i in range(len(xs)):
        total += xs[i]
        xs = xs + [i]
        if i % 2 == 0:
            xs = xs[1:]
    return total


def inner_changes(xs: list[int], ys: list[int]) -> None:
    total = 0
    try:
        for i in range(len(xs)):
            for j in range(len(ys)):
                total += xs[i] * ys[j]
                if i == 1 and j == 1:
                    xs.clear()
                    ys, xs = xs, ys
    except IndexError as e:
        print("inner", e, total)


def rest(a: int, b: int) -> None:
    for i in range(-3, 4):
        try:
            print(a // i, a % i, b // i, b % i)
        except ZeroDivisionError:
            print("zero")


def shifts() -> None:
    for i in range(60, 66):
        print(i, -5 >> i, 7 >> i)
        print(1 << (i - 5))
    try:
        for i in range(3, -3, -1):
            print(1 << i)
    except ValueError as e:
        print(e)


def texts(s: str) -> None:
    n = 0
    try:
        for i in range(len(s) + 1):
            if s[i] == s[-1 - i]:
                n += 1
            s = s + "x" if i == 1 else s[:-1]
    except IndexError as e:
        print("texts", e, n)


def same_element(xs: list[int], ys: list[int]) -> int:
    total = 0
    for i in range(1, len(xs)):
        total += xs[i] + xs[i - 1]
        ys[i] = total
        total += xs[i] + xs[i - 1]
        ys[i - 1] += xs[i]
        total += xs[i]
    return total


def refill(xs: list[list[int]]) -> int:
    total = 0
    for i in range(len(xs)):
        for j in range(len(xs[i])):
            total += xs[i][j]
            if j == 0:
                xs[i] = [1, 2]
                xs[i].append(total)
    return total


shrinks([1, 2, 3, 4, 5])
shrinks_by_alias([1, 2, 3, 4, 5])
print(grows_by_alias([1, 2, 3]))
print(grows_by_call([5]))
print(negative([3, 1, 4, 1, 5]))
print(steps([1, 2, 3, 4, 5, 6], 2), steps([1, 2, 3, 4], 3), steps([1, 2], 1))
near_the_end()
print(changing_bounds([5, 3, 8, 1, 9, 2]))
off_by_one([1, 2, 3])
print(rebinds([1, 2, 3, 4]))
inner_changes([1, 2, 3], [4, 5, 6])
rest(7, -7)
shifts()
texts("abcba")
data = [1, 2, 3, 4]
print(same_element(data, data), data)
print(same_element([1, 2, 3, 4], [0, 0, 0, 0]))
print(refill([[1, 2, 3], [4, 5]]))
