def f(xs: list[list[int]]) -> list[int]:
    row = xs[0]
    row.append(5)
    xs.append(row)
    return row


a = [[1]]
b = f(a)
b.append(6)
print(a, b, a[0] is a[1], a[0] is b)
