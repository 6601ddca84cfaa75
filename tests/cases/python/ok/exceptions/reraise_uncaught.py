def f(s: str) -> int:
    try:
        return int(s)
    except ValueError:
        print("bad", s)
        raise


print(f("12"))
print(f("x"))
