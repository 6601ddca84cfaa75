def f(x: number) -> int:  # error PY2007: 'number' is not a type of the typed tier
    return 1


def g(n: int) -> dict[str, int]:  # error PY2007: 'dict[str, int]' is not a type of the typed tier
    return n
