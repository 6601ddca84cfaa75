def f(n: int) -> int:  # error PY2015
    if n > 0:
        return 1


def g(n: int) -> str:  # error PY2015
    while n > 0:
        return "x"
