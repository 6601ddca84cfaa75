def square(x: float) -> float:
    return x * x


def length(x: float, y: float) -> float:
    return (square(x) + square(y)) ** 0.5


print(length(3.0, 4.0), length(1.0, 1.0))
