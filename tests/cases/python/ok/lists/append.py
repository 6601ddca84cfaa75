xs: list[int] = []
for i in range(100):
    xs.append(i * i)
print(len(xs), xs[0], xs[50], xs[99], xs[-1], sum(xs))
names: list[str] = []
for i in range(20):
    names.append("n" + str(i))
print(names)
flags: list[bool] = []
for i in range(10):
    flags.append(i % 3 == 0)
print(flags)
