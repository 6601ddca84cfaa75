def f(s: str, a: int, b: int, c: int) -> str:
    return s[a:b:c]


for a in [-9, -3, 0, 2, 9]:
    for b in [-9, -2, 0, 4, 9]:
        for c in [-2, -1, 1, 2]:
            print(a, b, c, f("krait", a, b, c) + "|")
