def f(k: int) -> str:
    try:
        if k == 0:
            raise ValueError("v")
        if k == 1:
            raise IndexError("i")
        if k == 2:
            raise KeyError("k")
        if k == 3:
            raise RuntimeError("r")
        return "none"
    except ValueError:
        return "value"
    except LookupError:
        return "lookup"
    except Exception:
        return "other"


for k in range(5):
    print(f(k))
