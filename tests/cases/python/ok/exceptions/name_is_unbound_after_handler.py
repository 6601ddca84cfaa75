def f() -> None:
    try:
        raise ValueError("boom")
    except ValueError as e:
        print(e)
    print(e)


f()
