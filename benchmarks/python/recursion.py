# Recursion: calls and little else.


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    return ackermann(m - 1, 1) if n == 0 else ackermann(m - 1, ackermann(m, n - 1))


def run():
    return fibonacci(26) * 1000 + sum([ackermann(2, n) for n in range(30)])
