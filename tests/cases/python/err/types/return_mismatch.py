def f(n: int) -> str:
    return n + 1  # error PY2004: this function promises str but returns int


def g(s: str) -> int:
    return s  # error PY2004: this function promises int but returns str


def h(n: int) -> None:
    return n  # error PY2004: this function promises None but returns int


def i(n: int) -> list[str]:
    return [n]  # error PY2021: the elements of this list have different types: str and int
