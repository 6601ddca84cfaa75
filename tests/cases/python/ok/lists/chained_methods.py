xs = [3, 1, 2]
xs.sort()
ys = xs.copy()
ys.reverse()
print(xs, ys, xs + ys, (xs + ys).count(2), sorted(xs + ys)[1:4], len(xs * 3))
