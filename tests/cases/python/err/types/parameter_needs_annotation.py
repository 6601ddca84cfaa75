def helper(a, b):
    return a + b


def f(n: int) -> int:
    return helper(n, "x")  # error
