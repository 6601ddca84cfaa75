xs = [3, 1, 4, 1, 5]
print(min(xs), max(xs), sum(xs), sum(xs, 100), len(xs), min(["b", "a"]), max(["b", "a"]), min([2.5, 1.5]), sum([0.5, 0.25], 0.0), sum([True, True]))
