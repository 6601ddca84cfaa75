seed = 7
xs: list[int] = []
for i in range(1000):
    seed = seed * 1103515245 % 2147483648 + 12345
    xs.append(seed % 1000)
ys = sorted(xs)
print(ys[:20], ys[-20:], len(ys), sum(ys) == sum(xs))
ok = True
for i in range(1, len(ys)):
    if ys[i - 1] > ys[i]:
        ok = False
print(ok)
xs.sort(reverse=True)
print(xs[:10], xs == ys[::-1])
