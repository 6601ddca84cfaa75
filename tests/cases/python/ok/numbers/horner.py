def poly(x: float) -> float:
    r = 0.0
    for c in [1.0, -2.5, 0.0, 3.25]:
        r = r * x + c
    return r


for i in range(-5, 6):
    print(poly(i / 2))
