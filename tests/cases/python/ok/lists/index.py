xs = [10, 20, 30]
for i in range(-3, 3):
    print(i, xs[i])
xs[0] = 1
xs[-1] = 3
xs[1] += 5
print(xs)
