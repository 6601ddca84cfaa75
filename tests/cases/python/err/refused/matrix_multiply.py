def f(a: int, b: int) -> int:
    return a @ b  # error PY3001
