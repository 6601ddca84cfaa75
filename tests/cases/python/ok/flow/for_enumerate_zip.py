for i, (a, b) in enumerate(zip([1, 2, 3], [4, 5, 6])):
    print(i, a, b, a * b)
