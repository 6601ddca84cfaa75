pairs = [(3, 0), (1, 1), (3, 2), (2, 3), (1, 4), (2, 5)]
print(sorted(pairs), sorted(pairs, reverse=True))
zeros = [0.0, -0.0, 0.0, -0.0, -1.0]
print(sorted(zeros), sorted(zeros, reverse=True))
