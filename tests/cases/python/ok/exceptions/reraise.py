def f(n: int) -> int:
    try:
        return 10 // n
    except ZeroDivisionError:
        print("log")
        raise


def g(n: int) -> int:
    try:
        return f(n)
    except ArithmeticError:
        print("outer")
        return -1


print(g(2), g(0))
