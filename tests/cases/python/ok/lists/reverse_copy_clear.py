xs = [1, 2, 3, 4]
ys = xs.copy()
xs.reverse()
print(xs, ys)
ys.clear()
print(xs, ys, len(ys))
ys.append(5)
print(ys)
ss = ["a", "b", "c"]
ss.reverse()
print(ss)
bs = [True, False, False]
bs.reverse()
print(bs)
