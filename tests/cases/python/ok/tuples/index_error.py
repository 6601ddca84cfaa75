t = (1, 2, 3)
print(t[0] + t[-1])
for x in (4, 5, 6):
    print(x)
