xs = [1, 5, 9]
print(5 in xs, 4 in xs, 4 not in xs, "b" in ["a", "b"], 1.5 in [1.5], [1] in [[1], [2]], True in [False], 1 in [])
