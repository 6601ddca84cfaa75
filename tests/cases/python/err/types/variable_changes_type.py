def f(n: int) -> int:
    x = 1
    x = "one"  # error PY2006
    return n


def g(n: int) -> None:
    if n > 0:
        y = 1
    else:
        y = [1]  # error PY2006
    print(y)
