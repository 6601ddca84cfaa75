xs = list(range(10))
for a in [None]:
    pass
print(xs[::3], xs[7:2:-2], xs[-1:-8:-3], xs[20:0:-4], xs[::-1][::2], "abcdefgh"[::-3], "abcdefgh"[-2::-2])
