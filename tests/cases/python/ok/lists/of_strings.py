xs = ["a", "bb", "ccc"]
print([len(x) for x in xs], "".join(xs), xs[1] + xs[2], xs[0] * 3, xs[-1][0], xs[2][1:])
xs[1] = xs[1].upper()
print(xs)
