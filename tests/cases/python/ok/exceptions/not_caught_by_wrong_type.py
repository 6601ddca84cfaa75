def f(n: int) -> int:
    try:
        return 10 // n
    except ValueError:
        return -1


print(f(5))
print(f(0))
