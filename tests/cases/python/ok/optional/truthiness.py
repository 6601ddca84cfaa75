def f(s: str | None) -> str:
    if s:
        return "text " + s
    return "nothing"


def g(n: int | None) -> int:
    return n or 7


print(f(None), f(""), f("a"), g(None), g(0), g(3))
