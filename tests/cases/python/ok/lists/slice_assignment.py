xs = [0, 1, 2, 3, 4]
xs[1:3] = [9]
print(xs)
xs[1:1] = [7, 8]
print(xs)
xs[:] = [1, 2]
print(xs)
xs[5:] = [3]
xs[:0] = xs
print(xs)
