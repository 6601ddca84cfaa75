for i in reversed(range(4)):
    print(i)
for x in reversed([1, 2, 3]):
    print(x)
for c in reversed("abc"):
    print(c)
