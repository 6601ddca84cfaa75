def f(n: int) -> tuple[int, list[int], str]:
    return n, [n] * n, str(n) * n


for k in range(3):
    a, b, c = f(k)
    print(a, b, c)
x, y = f(2)[0], f(3)[2]
print(x, y)
