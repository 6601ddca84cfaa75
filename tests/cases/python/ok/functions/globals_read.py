scale = 3
name = "krait"
rates = [1.5, 2.5]


def f(n: int) -> float:
    return n * scale * rates[1]


def g() -> str:
    return name + "!"


print(f(2), g())
