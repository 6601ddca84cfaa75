for a, b in zip([1, 2, 3], ["x", "y"]):
    print(a, b)
for s, t in zip("ab", [True, False, True]):
    print(s, t)
for x, y, z in zip([1, 2], [3, 4], [5, 6]):
    print(x + y + z)
