def f() -> None:
    try:
        raise ValueError("first")
    except ValueError:
        raise IndexError("second")


try:
    f()
except IndexError as e:
    print("got", e)
