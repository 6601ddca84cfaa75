for x in [2.675, 1.005, 0.125, 0.375, 1.15, 1.25, 1.35, 2.5, 123.456, -2.675, 1e22, 5e-324, 0.1]:
    print(round(x, 0), round(x, 1), round(x, 2), round(x, 3), round(x, 10), round(x, -1), round(x, -2))
