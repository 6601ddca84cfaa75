xs = [[[1, 2], [3]], [[4]]]
for a in xs:
    for b in a:
        for c in b:
            print(c, end=",")
print(xs[0][0][1], xs[-1][-1][-1], len(xs[0]))
ys = [row[:] for row in xs]
ys[0][0][0] = 99
print(xs, ys)
ys[0] = [[7]]
print(xs, ys)
zs = sorted(xs)
print(zs, xs == ys, [[4]] in xs)
