def f() -> None:
    for k in range(3):
        try:
            if k == 0:
                raise ValueError("a")
            if k == 1:
                raise TypeError("b")
            print("none")
        except ValueError as e:
            print("v", e)
        except TypeError as e:
            print("t", e)


f()
