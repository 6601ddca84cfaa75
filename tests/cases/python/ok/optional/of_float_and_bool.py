def half(n: int) -> float | None:
    return n / 2 if n > 0 else None


def flag(n: int) -> bool | None:
    if n == 0:
        return None
    return n > 0


print(half(3), half(-1), flag(0), flag(1), flag(-1))
