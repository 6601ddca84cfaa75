def f(k: int) -> float:
    try:
        if k == 0:
            return 1 / 0
        if k == 1:
            return 1.5 / 0.0
        if k == 2:
            return 5 % 0 + 0.5
        return 5 // 0 + 0.5
    except ZeroDivisionError:
        return -1.0


print(f(0), f(1), f(2), f(3))
