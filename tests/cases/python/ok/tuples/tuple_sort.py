ps = [(2, "b", 1.5), (1, "z", 0.5), (2, "a", 9.0), (1, "z", -0.5)]
print(sorted(ps), min(ps), max(ps), ps.index((2, "a", 9.0)), ps.count((1, "z", 0.5)))
ps.sort(reverse=True)
print(ps)
d = [(x, -x) for x in range(3)]
print(d, d[1][1], [b for a, b in d])
