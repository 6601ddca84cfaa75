print(len("abc"), len([1, 2]), len(""), len([]), len((1, 2, 3)), len(range(10)), len("世\U0001f40d"), len([[1, 2], [3]]))
print(len(range(0, 10, 3)), len(range(5, 0)), len(range(5, 0, -2)))
