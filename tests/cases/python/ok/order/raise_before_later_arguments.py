def boom() -> int:
    print("boom")
    raise ValueError("boom")


def v(n: int) -> int:
    print("v", n)
    return n


def add(a: int, b: int, c: int) -> int:
    return a + b + c


print(add(v(1), boom(), v(2)))
