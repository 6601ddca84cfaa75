def sign(n: int) -> int:
    if n < 0:
        return -1
    else:
        return 1


def grade(n: int) -> str:
    if n >= 90:
        return "A"
    elif n >= 50:
        return "B"
    else:
        return "C"


print(sign(-4), sign(4), grade(95), grade(50), grade(3))
