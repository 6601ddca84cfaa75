def f() -> int:
    n = 0
    while True:
        n += 1
        try:
            if n == 2:
                raise ValueError("x")
        finally:
            if n == 2:
                break
    return n


print(f())
