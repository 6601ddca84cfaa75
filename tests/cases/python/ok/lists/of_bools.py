xs = [True] * 3 + [False]
xs[1] = not xs[0]
print(xs, any(xs), all(xs), sum(xs), xs.index(False), any([]), all([]))
