def f(n: int | None) -> int:
    return n + 1  # error PY2012: this may be None: its type is int | None


def g(s: str | None) -> int:
    return len(s)  # error PY2012: this may be None: its type is str | None
