def f(n: int) -> int:
    try:
        return 10 // n
    except:
        return -1


print(f(5), f(0))
