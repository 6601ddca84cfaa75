xs = [1]
xs.extend([2, 3])
xs.extend([])
xs.extend(xs)
print(xs)
xs += [7, 8]
print(xs)
ys = xs
ys += [9]
print(xs)
ss = ["a"]
ss.extend("bc")
print(ss)
