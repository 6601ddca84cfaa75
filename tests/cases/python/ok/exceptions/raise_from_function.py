def check(n: int) -> None:
    if n < 0:
        raise ValueError("negative")


def middle(n: int) -> int:
    check(n)
    return n * 2


def outer(n: int) -> int:
    try:
        return middle(n) + 1
    except ValueError:
        return 0


print(outer(3), outer(-3))
print(middle(-1))
