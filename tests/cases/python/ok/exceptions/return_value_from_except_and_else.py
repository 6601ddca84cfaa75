def f(s: str) -> str:
    try:
        n = int(s)
    except ValueError:
        return "bad"
    else:
        return "good " + str(n)
    finally:
        print("done", s)


print(f("1"), f("x"))
