async def f(n: int) -> int:  # error PY3001: `async def` is not in the typed tier
    return n
