xs = [3, -1, 2, 9, 0, 3]
xs.sort()
print(xs)
xs.sort(reverse=True)
print(xs, sorted(xs), sorted(xs, reverse=True))
ss = ["pear", "fig", "apple", "Fig", "élan", ""]
ss.sort()
print(ss)
fs = [2.5, -1.0, 0.0, 1e10, -1e10]
fs.sort()
print(fs)
print(sorted([True, False, True]), sorted([[2], [1, 5], [1]]), sorted([(2, "a"), (1, "z"), (1, "b")]))
