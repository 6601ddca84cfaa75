def boom() -> bool:
    raise ValueError("boom")


def f(n: int) -> str:
    try:
        if n > 0 or boom():
            return "yes"
        return "no"
    except ValueError:
        return "raised"


print(f(1), f(-1))
