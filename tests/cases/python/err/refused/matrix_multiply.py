def f(a: int, b: int) -> int:
    return a @ b  # error PY3001: `@` is not in the typed tier
