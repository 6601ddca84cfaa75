def roman(n: int) -> str:
    values = [1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1]
    names = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"]
    r = ""
    for v, s in zip(values, names):
        while n >= v:
            r += s
            n -= v
    return r


for n in [1, 4, 9, 14, 40, 90, 400, 1994, 2024, 3999]:
    print(n, roman(n))
