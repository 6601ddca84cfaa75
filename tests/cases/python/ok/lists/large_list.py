xs = [0] * 100000
for i in range(len(xs)):
    xs[i] = (i * 7919) % 100003
xs.sort()
print(xs[0], xs[50000], xs[-1], sum(xs), len(set_like := xs[:3]))
