for n in [0, 1, 2, 7, 8, 9, 16, 17, 33]:
    up = list(range(n))
    down = up[::-1]
    print(sorted(up) == up, sorted(down) == up, sorted(up, reverse=True) == down, sorted(up + up) == sorted(down + down))
