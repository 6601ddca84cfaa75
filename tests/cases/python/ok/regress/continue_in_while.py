def f(n: int) -> int:
    i = 0
    total = 0
    while i < n:
        i += 1
        if i % 3 == 0:
            continue
        total += i
    return total


print(f(0), f(1), f(10), f(100))
