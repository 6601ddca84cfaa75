def f(n: int | None) -> str:
    if n is not None and n > 5:
        return "big"
    if n is None or n < 0:
        return "none or negative"
    return "small"


print(f(None), f(9), f(-3), f(2))
