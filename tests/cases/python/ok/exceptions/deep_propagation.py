def down(n: int) -> int:
    if n == 0:
        raise RuntimeError("bottom")
    return down(n - 1) + 1


try:
    print(down(50))
except RuntimeError as e:
    print(e)
