def show(x: float, n: int) -> None:
    print(x == n, x != n, x < n, x <= n, x > n, x >= n)


nan = float("nan")
inf = float("inf")
for x in [nan, inf, -inf, 1.0, 1.5, 9007199254740993.0]:
    for n in [1, -1, 9007199254740993, 9223372036854775807]:
        show(x, n)
