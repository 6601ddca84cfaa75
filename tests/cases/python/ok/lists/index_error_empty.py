xs: list[str] = []
print(len(xs))
print(xs[0])
