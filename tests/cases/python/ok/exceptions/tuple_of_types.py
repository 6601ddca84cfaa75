def f(k: int) -> str:
    try:
        if k == 0:
            raise ValueError("v")
        if k == 1:
            raise TypeError("t")
        raise IndexError("i")
    except (ValueError, TypeError) as e:
        return "first " + str(e)
    except (IndexError, KeyError) as e:
        return "second " + str(e)


print(f(0), f(1), f(2))
