a = b = 5
print(a, b)
a = b = c = "x"
print(a, b, c)
xs = ys = [1]
xs.append(2)
print(ys)
