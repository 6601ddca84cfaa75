xs: list[int] = []
ys: list[float] = []
zs: list[str] = []
for i in range(50):
    xs.append(i)
    ys.append(i / 2)
    zs.append(str(i))
print(xs[-1], ys[-1], zs[-1], len(xs), len(ys), len(zs), sum(xs), sum(ys, 0.0), "".join(zs))
