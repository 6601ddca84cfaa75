def f(n: int) -> None:
    try:
        print("try", 10 // n)
    except ZeroDivisionError:
        print("except")
    else:
        print("else")
    finally:
        print("finally")
    print("after")


f(5)
f(0)
