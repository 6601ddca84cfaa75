def show(a: int, b: int) -> None:
    print(a, b, a // b, a % b, (a // b) * b + a % b == a)


for a in [7, -7, 6, -6, 1, -1, 0]:
    for b in [3, -3, 2, -2, 1, -1, 7, -7]:
        show(a, b)
