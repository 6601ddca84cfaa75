def f(*args: int) -> int:  # error PY3001: `*args` is not in the typed tier
    return 1


def g(**options: int) -> int:  # error PY3001: `**options` is not in the typed tier
    return 1
