def f(x: number) -> int:  # error PY2007
    return 1


def g(n: int) -> dict[str, int]:  # error PY2007
    return n
