print(str([1, 2]), str((1, "a")), str(["x"]), str(1e16), str(-5), str(False), str("q"), repr("q"), repr([1.0]), repr(True))
