xs = [1, 2, 3]
xs.insert(0, 0)
xs.insert(2, 15)
xs.insert(100, 9)
xs.insert(-1, 8)
xs.insert(-100, -1)
print(xs)
ss = ["b"]
ss.insert(0, "a")
ss.insert(1, "世")
print(ss)
