def median(xs: list[float]) -> float:
    ys = sorted(xs)
    n = len(ys)
    if n % 2 == 1:
        return ys[n // 2]
    return (ys[n // 2 - 1] + ys[n // 2]) / 2


def mean(xs: list[float]) -> float:
    return sum(xs, 0.0) / len(xs)


print(median([3.0, 1.0, 2.0]), median([4.0, 1.0, 3.0, 2.0]), mean([1.0, 2.0, 6.0]))
print(mean([]))
