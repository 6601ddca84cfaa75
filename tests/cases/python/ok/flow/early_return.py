def f(n: int) -> str:
    if n > 10:
        return "big"
    if n > 5:
        if n % 2 == 0:
            return "even"
        return "odd"
    return "small"


for n in [1, 6, 7, 11]:
    print(f(n))
