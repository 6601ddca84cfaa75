def v(n: int) -> int:
    print("v", n)
    return n


xs = [0, 0]
a = xs[v(0)] = v(5)
print(a, xs)
