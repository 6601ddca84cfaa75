def f(a: int, b: int) -> int:
    while True:
        try:
            while a > 0:
                a -= 1
                if a == b:
                    return a
                if a % 7 == 0:
                    break
            else:
                return -1
            b += 1
        finally:
            print(a, b)


print(f(10, 3), f(20, 50), f(0, 1))
