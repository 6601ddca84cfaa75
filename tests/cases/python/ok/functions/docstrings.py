"""The module's own."""


def f(n: int) -> int:
    """Gives n plus one.

    More text.
    """
    return n + 1


print(f(1))
