def f() -> None:
    try:
        raise ValueError("first")
    finally:
        raise IndexError("second")


try:
    f()
except ValueError as e:
    print("value", e)
except IndexError as e:
    print("index", e)
