def v(n: int) -> int:
    print("v", n)
    return n


xs = [0, 0, 0]
xs[v(1)] = v(7)
print(xs)
xs[v(0)] += v(5)
print(xs)
