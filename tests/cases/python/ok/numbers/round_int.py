for n in [0, 5, 15, 25, 35, -5, -15, 14, 16, 149, 150, 151, 250, 1234567]:
    print(round(n), round(n, 2), round(n, -1), round(n, -2), round(n, -3))
