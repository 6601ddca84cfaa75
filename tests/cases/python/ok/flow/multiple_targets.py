a = b = 5
print(a, b)
p = q = r = "x"
print(p, q, r)
xs = ys = [1]
xs.append(2)
print(ys)
