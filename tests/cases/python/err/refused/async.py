async def f(n: int) -> int:  # error PY3001
    return n
