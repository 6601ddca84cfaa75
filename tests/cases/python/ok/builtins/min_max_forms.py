print(min(1, 2), max(1, 2), min([3, 1, 2]), max("banana"), min("banana"), max(1.5, 2.0), min("b", "a"), max((1, 2), (1, 3)), min([[2], [1]]))
print(max([1, 5, 3][0], 4), min(range(5, 10)), max(range(5, 10)))
