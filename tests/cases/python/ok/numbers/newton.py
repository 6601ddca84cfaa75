def root(x: float) -> float:
    g = x
    for _ in range(60):
        g = (g + x / g) / 2
    return g


for x in [2.0, 3.0, 10.0, 1e10, 1e-10]:
    print(root(x))
