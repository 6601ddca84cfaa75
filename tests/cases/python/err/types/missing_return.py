def f(n: int) -> int:  # error PY2015: this function promises int but its end can be reached without a return
    if n > 0:
        return 1


def g(n: int) -> str:  # error PY2015: this function promises str but its end can be reached without a return
    while n > 0:
        return "x"
