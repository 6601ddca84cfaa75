def half(x: float) -> float:
    return x / 2


print(half(3.0), half(5))
