for x in [0.0, 1.0, 1.5, -3.0, 1e300, 0.1]:
    print(x.is_integer())
