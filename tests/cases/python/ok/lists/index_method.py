xs = [5, 6, 7, 6]
print(xs.index(6), xs.index(6, 2), xs.index(7, -2), xs.index(5, 0, 1), ["a", "b"].index("b"), [1.5, 2.5].index(2.5))
print(xs.index(9))
