def inside(a: int, b: int, c: int) -> bool:
    return a < b <= c


print(inside(1, 2, 2), inside(1, 1, 2), inside(3, 2, 1))
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1, 1 == 1 == 1, 1 != 2 != 1, 1 < 2 > 0 <= 0)
x = 5
print(0 <= x < 10, 0 <= x < 5, 5 >= x >= 5, 1.5 < x < 5.5)
