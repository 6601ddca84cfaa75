def f(xs: list[int], a: int, b: int, c: int) -> list[int]:
    return xs[a:b:c]


xs = [0, 1, 2, 3, 4]
for a in [-7, -2, 0, 3, 7]:
    for b in [-7, -1, 0, 4, 7]:
        for c in [-3, -1, 1, 2]:
            print(f(xs, a, b, c))
