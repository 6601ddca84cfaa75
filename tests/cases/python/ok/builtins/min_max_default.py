xs: list[int] = []
print(min(xs, default=-1), max(xs, default=7), min([3, 4], default=0))
