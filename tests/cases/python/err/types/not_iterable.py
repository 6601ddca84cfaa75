def f(n: int, x: float) -> int:
    for i in n:  # error PY2011: cannot loop over int
        print(i)
    for y in x:  # error PY2011: cannot loop over float
        print(y)
    return n
