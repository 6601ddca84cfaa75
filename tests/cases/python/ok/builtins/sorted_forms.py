print(sorted([3, 1, 2]), sorted("hello"), sorted([3, 1, 2], reverse=True), sorted(["b", "A", "a"]), sorted(range(5, 0, -1)), sorted((2, 1)), sorted([2.5, -1.0]))
