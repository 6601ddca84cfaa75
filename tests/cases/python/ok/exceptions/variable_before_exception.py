def f(n: int) -> int:
    x = 1
    try:
        x = 2
        y = 10 // n
        x = 3
    except ZeroDivisionError:
        print("x is", x)
    return x


print(f(1), f(0))
