def f(n: int) -> str:
    try:
        return str(10 // n)
    except ZeroDivisionError:
        return "zero"


print(f(2), f(0), f(-3))
