def f(n: int | None) -> int:
    return n + 1  # error PY2012


def g(s: str | None) -> int:
    return len(s)  # error PY2012
