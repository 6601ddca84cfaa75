def minmax(xs: list[int]) -> tuple[int, int]:
    return min(xs), max(xs)


low, high = minmax([3, 1, 2])
print(low, high)
print(minmax([5]))
t = minmax([4, 8])
print(t[0], t[1], t)
