print(["even" if i % 2 == 0 else "odd" for i in range(4)], [x if x > 0 else -x for x in [-2, 3, -4]], [i for i in range(5) if i > 1 and i < 4])
