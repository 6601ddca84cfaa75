def f(n: int) -> int:
    x = 1
    x = "one"  # error PY2006: 'x' is int at line 2 but gets str here
    return n


def g(n: int) -> None:
    if n > 0:
        y = 1
    else:
        y = [1]  # error PY2006: 'y' is int at line 9 but gets list[int] here
    print(y)
