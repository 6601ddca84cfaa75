xs: list[int] = []
print(sum(xs))
print(min(xs))
