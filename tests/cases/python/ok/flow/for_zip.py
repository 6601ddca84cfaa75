for a, b in zip([1, 2, 3], ["x", "y"]):
    print(a, b)
for a, b in zip("ab", [True, False, True]):
    print(a, b)
for a, b, c in zip([1, 2], [3, 4], [5, 6]):
    print(a + b + c)
