xs = [1.5, 2.5]
xs.append(3.0)
xs[0] /= 2
print(xs, sum(xs, 0.0), min(xs), xs == [0.75, 2.5, 3.0], 2.5 in xs)
