def f(n: int) -> int:
    for i in range(n):
        a = b  # error PY2014: the type of 'b' cannot be found
        b = a
    return n
