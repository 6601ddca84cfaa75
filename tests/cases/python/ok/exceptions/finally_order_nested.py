def f(k: int) -> str:
    try:
        try:
            if k == 1:
                return "inner return"
            if k == 2:
                raise ValueError("inner")
            print("inner body")
        finally:
            print("inner finally")
        print("between")
    except ValueError as e:
        print("caught", e)
        return "outer handler"
    finally:
        print("outer finally")
    return "end"


for k in range(3):
    print(f(k))
