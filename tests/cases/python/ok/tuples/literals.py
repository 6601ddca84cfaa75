t = (1, "a", 2.5, True)
print(t, t[0], t[1], t[-1], len(t), (1,), (), ((1, 2), "x"))
a, b, c, d = t
print(a, b, c, d)
