x = 1.0
y = 1.0
for i in range(330):
    print(x, y)
    x *= 2.0
    y /= 2.0
for i in range(330):
    x *= 2.0
    y /= 2.0
print(x, y)
for i in range(330):
    x *= 2.0
    y /= 2.0
    print(x, y)
