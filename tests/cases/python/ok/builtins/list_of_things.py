print(list("ab"), list(range(3)), list([1, 2]), list((1, 2)), list(""))
xs = [1, 2]
ys = list(xs)
ys.append(3)
print(xs, ys)
