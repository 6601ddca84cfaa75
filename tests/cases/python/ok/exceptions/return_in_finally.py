def f(n: int) -> int:
    try:
        return 10 // n
    except ZeroDivisionError:
        return -1
    finally:
        return 99


print(f(5), f(0))
