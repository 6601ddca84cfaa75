trace: list[str] = []


def inner(n: int) -> int:
    try:
        trace.append("inner")
        return 100 // n
    finally:
        trace.append("inner finally")


def outer(n: int) -> int:
    try:
        return inner(n)
    except ZeroDivisionError:
        trace.append("handled")
        return 0
    finally:
        trace.append("outer finally")


print(outer(5), outer(0))
print(trace)
