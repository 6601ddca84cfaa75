xs = [1, 2, 3]
i = -4
xs[-3] = 9
print(xs)
xs[i] = 5
