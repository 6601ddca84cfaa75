def f(*args: int) -> int:  # error PY3001
    return 1


def g(**options: int) -> int:  # error PY3001
    return 1
