def f(n: int | None) -> str:
    return f"<{n}>"


print(f(1), f(None))
