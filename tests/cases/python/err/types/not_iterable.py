def f(n: int, x: float) -> int:
    for i in n:  # error PY2011
        print(i)
    for y in x:  # error PY2011
        print(y)
    return n
