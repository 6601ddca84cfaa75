def f(n: int) -> int:
    xs = []  # error
    for x in xs:
        print(x)
    return n
