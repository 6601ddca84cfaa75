def is_even(n: int) -> bool:
    return n % 2 == 0


def both(a: bool, b: bool) -> bool:
    return a and b


print(is_even(3), is_even(4), both(True, is_even(2)), is_even(3) == False)
