def f(n: int) -> None:
    try:
        x = 10 // n
    except ZeroDivisionError:
        print("except")
    else:
        print("else", x)
    print("after")


f(5)
f(0)
