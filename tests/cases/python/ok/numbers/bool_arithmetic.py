t = True
f = False
print(t + t, t - f, t * 3, t // 1, t % 2, t << 3, t >> 1, t ** 2)
print(t & f, t | f, t ^ t, t & 1, f | 2, t ^ 3)
print(t == 1, f == 0, t < 2, t > f, t == 1.0, f <= 0.5)
print(sum([1, 2]) + t, int(t), float(f), str(t), bool(0), bool(2), bool(0.0), bool(-0.1))
