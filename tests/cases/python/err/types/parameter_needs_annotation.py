def helper(x):  # warning PY2028: 'helper' is not exported because its parameter 'x' has no annotation
    return 1


def f(n: int) -> int:
    return helper([])  # error PY2002: parameter 'x' of 'helper' has no type here
