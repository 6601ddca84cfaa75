def helper(x):
    return 1


def f(n: int) -> int:
    return helper([])  # error
