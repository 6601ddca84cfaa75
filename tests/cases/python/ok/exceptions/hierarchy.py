def name(k: int) -> str:
    try:
        if k == 0:
            raise ZeroDivisionError("z")
        elif k == 1:
            raise OverflowError("o")
        elif k == 2:
            raise ArithmeticError("a")
        elif k == 3:
            raise NotImplementedError("n")
        elif k == 4:
            raise RecursionError("r")
        else:
            raise TypeError("t")
    except ArithmeticError as e:
        return "arithmetic " + str(e)
    except RuntimeError as e:
        return "runtime " + str(e)
    except TypeError as e:
        return "type " + str(e)


for k in range(6):
    print(name(k))
