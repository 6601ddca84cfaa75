inf = float("inf")
nan = float("nan")
for x in [5.0, -5.0, 0.0, inf, -inf, nan]:
    for y in [inf, -inf, 2.0, nan]:
        print(x % y, x // y)
