def f(a: int, b: int, c: int, d: int, e: int, g: int, h: int, i: int) -> int:
    return a - b * c + d * e - g + h * i


print(f(1, 2, 3, 4, 5, 6, 7, 8))
