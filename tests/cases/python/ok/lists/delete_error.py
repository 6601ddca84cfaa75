xs = [1]
del xs[0]
del xs[0]
