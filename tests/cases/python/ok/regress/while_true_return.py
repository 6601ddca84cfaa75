def f(n: int) -> int:
    while True:
        n += 1
        if n % 7 == 0:
            return n


print(f(1), f(7), f(48))
