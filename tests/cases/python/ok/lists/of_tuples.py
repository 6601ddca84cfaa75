xs = [(1, "one"), (2, "two")]
xs.append((3, "three"))
for n, s in xs:
    print(n, s)
print(xs[0], xs[1][1], (2, "two") in xs, xs.index((3, "three")), len(xs))
