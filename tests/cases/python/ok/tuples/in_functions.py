def swap(t: tuple[int, str]) -> tuple[str, int]:
    n, s = t
    return s, n


def divide(a: int, b: int) -> tuple[int, int]:
    return a // b, a % b


print(swap((1, "x")), divide(17, 5))
q, r = divide(-17, 5)
print(q, r)
