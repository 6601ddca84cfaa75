def f(s: str) -> None:
    raise s  # error PY2023: only built-in exceptions can be raised


def g(n: int) -> None:
    raise MyError("x")  # error PY2023: only built-in exceptions can be raised
