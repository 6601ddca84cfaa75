x = 5
ys = [x for x in range(3)]
print(x, ys)
n = 10
print([i * n for i in range(3)], [n for n in range(2)], n)
