print(list(range(5)), list(range(2, 5)), list(range(0, 10, 3)), list(range(10, 0, -3)))
print(list(range(0)), list(range(-3)), list(range(5, 2)), list(range(2, 5, -1)), list(range(-3, 3)))
for i in range(3, -4, -2):
    print(i)
