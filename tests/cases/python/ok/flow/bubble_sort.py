xs = [5, 2, 9, 1, 5, 6, -3, 0]
n = len(xs)
for i in range(n):
    for j in range(n - i - 1):
        if xs[j] > xs[j + 1]:
            xs[j], xs[j + 1] = xs[j + 1], xs[j]
print(xs)
