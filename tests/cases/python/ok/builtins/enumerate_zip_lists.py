print(list(enumerate(["a", "b"])), list(zip([1, 2], ["a", "b"])), list(enumerate("xy", 1)), list(zip([1, 2, 3], [4, 5])), list(reversed([1, 2])))
