def f(n: int) -> str:
    return n + 1  # error PY2004


def g(s: str) -> int:
    return s  # error PY2004


def h(n: int) -> None:
    return n  # error PY2004


def i(n: int) -> list[str]:
    return [n]  # error PY2004
