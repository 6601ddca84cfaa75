xs = [1, 2, 3, 2, 1]
xs.remove(2)
print(xs)
xs.remove(1)
print(xs)
ss = ["a", "b"]
ss.remove("b")
print(ss)
