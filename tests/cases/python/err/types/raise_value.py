def f(s: str) -> None:
    raise s  # error PY2023


def g(n: int) -> None:
    raise MyError("x")  # error PY2001
