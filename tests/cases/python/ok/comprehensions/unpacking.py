pairs = [(1, "a"), (2, "b")]
print([n for n, s in pairs], [s * n for n, s in pairs], [i + x for i, x in enumerate([10, 20])], [a * b for a, b in zip([1, 2], [3, 4])])
