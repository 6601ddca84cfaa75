def f(k: int) -> str:
    for i in range(3):
        try:
            if k == 0:
                return "return"
            if k == 1:
                break
            if k == 2:
                continue
            if k == 3:
                raise ValueError("v")
        except ValueError:
            if i == 1:
                return "handled twice"
        finally:
            print("f", k, i)
    return "end"


for k in range(5):
    print(f(k))
