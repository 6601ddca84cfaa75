xs = [1, 2, 3]
i = 3
print(xs[2])
print(xs[i])
