print(sum([i for i in range(10)]), max([len(s) for s in ["a", "bbb"]]), sorted([-x for x in [1, 3, 2]]), len([1 for c in "banana" if c == "a"]))
print(sum(i * i for i in range(10)), any(x > 3 for x in [1, 2, 5]), all(x > 0 for x in [1, 2]), min(len(s) for s in ["aa", "b"]))
