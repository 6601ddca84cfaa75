print(any([False, True]), any([False]), all([True, True]), all([True, False]), any([]), all([]), any([0, 0, 3]), all([1, 2, 0]), any(["", "a"]), all(["a", ""]))
