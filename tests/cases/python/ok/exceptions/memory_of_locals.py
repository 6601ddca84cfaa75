def f() -> list[int]:
    xs = [1]
    try:
        xs.append(2)
        xs.append(3 // 0)
        xs.append(4)
    except ZeroDivisionError:
        xs.append(5)
    finally:
        xs.append(6)
    return xs


print(f())
