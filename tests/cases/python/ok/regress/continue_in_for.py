def f(n: int) -> int:
    total = 0
    for i in range(n):
        if i % 2 == 0:
            continue
        total += i
    return total


print(f(0), f(1), f(10), f(101))
