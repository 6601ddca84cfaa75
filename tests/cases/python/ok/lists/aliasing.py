a = [1, 2]
b = [a, a]
b[0].append(3)
print(a, b)
b[1] = [9]
print(a, b)
