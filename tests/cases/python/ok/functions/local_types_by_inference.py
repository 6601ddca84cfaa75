def f(n: int) -> str:
    a = n * 2
    b = a / 4
    c = str(b)
    d = [a, a + 1]
    e = c + str(d[1])
    g = len(e) > 3
    return e + str(g)


print(f(3), f(1000))
