def f(n: int) -> int:
    try:
        if n > 0:
            return n
        print("zero")
    finally:
        print("finally")
    return -1


print(f(5), f(0))
