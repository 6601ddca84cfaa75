for i in range(4):
    i *= 10
    print(i)
xs = [1, 2, 3]
for x in xs:
    x += 5
print(xs, x)
