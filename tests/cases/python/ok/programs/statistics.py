def variance(xs: list[float]) -> float:
    m = sum(xs, 0.0) / len(xs)
    return sum([(x - m) ** 2 for x in xs], 0.0) / len(xs)


data = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]
print(variance(data), variance(data) ** 0.5, max(data) - min(data), sorted(data)[len(data) // 2])
