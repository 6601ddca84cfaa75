for i, c in enumerate("abc"):
    print(i, c)
for i, x in enumerate([10, 20, 30], 5):
    print(i, x)
for i, y in enumerate([1.5, 2.5]):
    print(i, y)
