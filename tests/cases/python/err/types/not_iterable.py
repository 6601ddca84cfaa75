def f(n: int, x: float) -> int:
    for i in n:  # error PY2011: cannot loop over int
        print(i)  # error PY2014: the type of 'i' cannot be found
    for y in x:  # error PY2011: cannot loop over float
        print(y)  # error PY2014: the type of 'y' cannot be found
    return n
