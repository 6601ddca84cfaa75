xs: list[int] = []
print(xs)
print(max(xs))
