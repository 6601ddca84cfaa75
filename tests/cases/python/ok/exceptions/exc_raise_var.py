def f(n: int) -> None:
    try:
        if n == 0:
            raise ValueError("v")
        raise KeyError("k")
    except (ValueError, KeyError) as e:
        raise e


for n in range(2):
    try:
        f(n)
    except LookupError as e:
        print("lookup", e)
    except Exception as e:
        print("exc", e)
