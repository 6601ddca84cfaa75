def show(n: int) -> int:
    print("eval", n)
    return n


def add(a: int, b: int, c: int) -> int:
    return a * 100 + b * 10 + c


print(add(show(1), show(2), show(3)))
print(add(c=show(1), a=show(2), b=show(3)))
